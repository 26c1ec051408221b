package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.LoadPlan;
import io.surety.benchmarks.load.LoadProcess;
import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.bundle.Scorer;
import io.surety.featurestore.UserFeatures;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Surety's services and each installed peer in turn, the same model, the same people. */
@Command(
    name = "peers",
    description = "Surety beside what a Python team would run for the same model and features.",
    footer = {
      "",
      "A peer is measured when benchmarks/peers/run has set it up, and when its answers are right.",
      "",
      "  benchmarks/peers/run setup && ./surety bench peers"
    })
public final class PeersBenchmark implements Callable<Integer> {

  private static final int PEOPLE = 1_000;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long each is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long each is warmed up before. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many connections are open at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--peer",
      paramLabel = "NAME",
      split = ",",
      description = "Measures only these beside Surety; the result is then not kept.")
  private List<String> wanted = List.of();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  public PeersBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    List<String> skipped = new ArrayList<>();
    List<Seen> seen = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start();
        LoadProcess generator = LoadProcess.start()) {
      ServedModel model = ServedModel.make(server, folder.path(), PEOPLE, session);
      LocalDate today = LocalDate.now(session.clock().withZone(ZoneOffset.UTC));
      Stage stage =
          Stage.set(
              folder.path(),
              model,
              model.some(PEOPLE, today).stream()
                  .filter(user -> !user.values().toWire().containsValue(null))
                  .toList());
      seen.addAll(ours(stage, generator, folder.path()));
      Workshop workshop = new Workshop(session.home().resolve("benchmarks/peers/run"));
      for (Peer peer : Peer.values()) {
        if (wanted.isEmpty() || wanted.contains(peer.command())) {
          try {
            seen.add(theirs(peer, stage, workshop, generator, folder.path()));
          } catch (CommandFailed failure) {
            String line = "SKIPPED: " + peer.words() + ": " + failure.getMessage();
            skipped.add(line);
            session.console().say("  " + line);
          }
        }
      }
    }
    finish(seen, skipped);
    return ExitCode.DONE.number();
  }

  private List<Seen> ours(Stage stage, LoadProcess generator, Path folder) throws Exception {
    List<Seen> seen = new ArrayList<>();
    try (OurServices services = OurServices.start(stage.model(), session.home())) {
      Path scores = folder.resolve("ours-scores.requests");
      stage.write(scores, user -> OurServices.scoreRequest(Peer.FASTAPI.body(user)));
      seen.add(
          load(
              Seen.OURS_SCORE,
              false,
              services.predictions().pid(),
              services.predictions().port(),
              scores,
              generator));
      Path features = folder.resolve("ours-features.requests");
      stage.write(features, user -> RequestPool.get("/features/" + user.userId()));
      seen.add(
          load(
              Seen.OURS_FEATURES,
              true,
              services.features().pid(),
              services.features().port(),
              features,
              generator));
    }
    return seen;
  }

  private Seen theirs(Peer peer, Stage stage, Workshop workshop, LoadProcess generator, Path folder)
      throws Exception {
    workshop.requireInstalled(peer);
    int port = freePort();
    UserFeatures first = stage.people().getFirst();
    try (RunningPeer running = workshop.serve(peer, stage, folder.resolve(peer.command()), port)) {
      requireRight(peer, stage, port);
      Path requests = folder.resolve(peer.command() + ".requests");
      stage.write(requests, peer::request);
      session.console().say("  %s answers %s rightly".formatted(peer.words(), first.userId()));
      return load(peer.words(), peer.findsFeatures(), running.pid(), port, requests, generator);
    }
  }

  private static void requireRight(Peer peer, Stage stage, int port) throws InterruptedException {
    Scorer scorer = stage.bundle().scorer();
    for (UserFeatures user : stage.people().subList(0, Math.min(20, stage.people().size()))) {
      String answer = RunningPeer.ask(port, peer.path(), peer.body(user));
      double probability = scorer.uncalibrated(user.values().toArray());
      if (!peer.isRight(answer, probability, user)) {
        throw new CommandFailed(
            "it answers wrongly about user %s, so it is not measured: %s (expected %s)"
                .formatted(user.userId(), answer, probability));
      }
    }
  }

  private Seen load(
      String words, boolean features, long pid, int port, Path requests, LoadProcess generator)
      throws IOException {
    try (Activity step = session.console().step("Load")) {
      step.at(words);
      Duration measured = Duration.ofSeconds(seconds);
      generator.run(plan(requests, port, Duration.ofSeconds(warmUp)));
      Seen seen =
          Seen.of(words, features, pid, () -> generator.run(plan(requests, port, measured)));
      step.done("%s: %,.0f requests/s".formatted(words, seen.load().perSecond()));
      return seen;
    }
  }

  private LoadPlan plan(Path requests, int port, Duration measured) {
    return LoadPlan.closed(requests, port, connections, measured)
        .withPatience(Duration.ofSeconds(60));
  }

  private void finish(List<Seen> seen, List<String> skipped) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Closed loop with %d connections, %d s each after %d s to warm up, one after the other; one worker for each of the %d cores, which the load generator shares."
            .formatted(connections, seconds, warmUp, Seen.CORES));
    remarks.add(
        "Every peer scores the same forest without our calibrator; Surety's answer also has points, decision and reasons.");
    remarks.addAll(skipped);
    Result result =
        new Result(
            "peers",
            "Beside what a Python team would run",
            Shown.command(spec),
            session.clock().instant(),
            List.of(Seen.table(seen), Seen.asked(seen)),
            remarks);
    Shown.print(result, session.console());
    if (wanted.isEmpty()) {
      Results.save(result);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
