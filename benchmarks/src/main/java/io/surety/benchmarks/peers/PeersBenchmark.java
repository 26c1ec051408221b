package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.LoadProcess;
import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.FreePort;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Wanted;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.bundle.Scorer;
import io.surety.featurestore.UserFeatures;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Surety's services and each installed peer by turns, the same model, the same people. */
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
      description = "How long each is measured in each round. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often a peer and ours take turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

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
    Wanted.requireKnown(
        "peer", wanted, Stream.of(Peer.values()).map(Peer::command).distinct().toList());
    List<String> skipped = new ArrayList<>();
    List<Beside> beside = new ArrayList<>();
    List<Seen> seen;
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start();
        LoadProcess generator = LoadProcess.start()) {
      ServedModel model = ServedModel.make(server, folder.path(), PEOPLE, session);
      Stage stage = stage(folder.path(), model);
      Turns turns = new Turns(generator, timing(), session.console());
      try (OurServices services = OurServices.start(stage.model(), session.home())) {
        Map<Peer.Task, Side> ours = services.sides(stage, folder.path());
        ours.values().forEach(turns::warmUp);
        for (Peer peer : Peer.values()) {
          if (wanted.isEmpty() || wanted.contains(peer.command())) {
            try {
              Side mine = Objects.requireNonNull(ours.get(peer.task()));
              beside.add(theirs(peer, mine, stage, turns, folder.path()));
            } catch (PeerFailed failure) {
              String line = "SKIPPED: " + peer.words() + ". " + failure.getMessage();
              skipped.add(line);
              session.console().say("  " + line);
            }
          }
        }
        ours.values().forEach(turns::ensureMeasured);
      }
      seen = turns.seen();
    }
    finish(seen, beside, skipped);
    return ExitCode.DONE.number();
  }

  private Turns.Timing timing() {
    return new Turns.Timing(
        connections, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), rounds);
  }

  private Stage stage(Path folder, ServedModel model) throws Exception {
    LocalDate today = LocalDate.now(session.clock().withZone(ZoneOffset.UTC));
    return Stage.set(
        folder,
        model,
        model.some(PEOPLE, today).stream()
            .filter(user -> !user.values().toWire().containsValue(null))
            .toList());
  }

  private Beside theirs(Peer peer, Side ours, Stage stage, Turns turns, Path folder)
      throws Exception {
    Workshop workshop = new Workshop(session.home().resolve("benchmarks/peers/run"));
    workshop.requireInstalled(peer);
    int port = FreePort.find();
    UserFeatures first = stage.people().getFirst();
    try (RunningPeer running = workshop.serve(peer, stage, folder.resolve(peer.name()), port)) {
      requireRight(peer, stage, port);
      Path requests = folder.resolve(peer + ".requests");
      stage.write(requests, peer::request);
      session.console().say("  %s answers %s rightly".formatted(peer.words(), first.userId()));
      Side side = new Side(peer.words(), running.pid(), port, requests);
      turns.warmUpPeer(side);
      return turns.byTurns(ours, side);
    }
  }

  private static void requireRight(Peer peer, Stage stage, int port) throws InterruptedException {
    Scorer scorer = stage.bundle().scorer();
    for (UserFeatures user : stage.people().subList(0, Math.min(20, stage.people().size()))) {
      String answer = RunningPeer.ask(port, peer.path(), peer.body(user));
      double probability = scorer.uncalibrated(user.values().toArray());
      if (!peer.isRight(answer, probability, user)) {
        throw new PeerFailed(
            "It is not measured, because its answer about user %s is wrong: it says %s, and right is %s."
                .formatted(
                    user.userId(),
                    answer,
                    peer.findsFeatures() ? user.values().toWire() : probability));
      }
    }
  }

  private void finish(List<Seen> seen, List<Beside> beside, List<String> skipped) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Closed loop with %d connections, each peer and ours by turns in %d rounds of %d s each after %d s to warm up; one worker for each of the %d cores, which the load generator shares."
            .formatted(connections, rounds, seconds, warmUp, Seen.CORES));
    remarks.add(
        "Each peer is beside what does as much: a score without reasons, a score with each feature's contribution, or features. Every peer scores the same forest without our calibrator; Surety's answer also has points and the decision.");
    remarks.addAll(skipped);
    Result result =
        new Result(
            "peers",
            "Beside what a Python team would run",
            Shown.command(spec),
            session.clock().instant(),
            List.of(Seen.table(seen), Beside.table(beside)),
            remarks);
    Shown.print(result, session.console());
    if (wanted.isEmpty()) {
      Results.save(result);
    }
  }
}
