package io.surety.benchmarks.serve;

import io.surety.benchmarks.load.LoadProcess;
import io.surety.benchmarks.process.Flushes;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Wanted;
import io.surety.featurestore.UserFeatures;
import io.surety.spec.ModelSpec;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The way through the services, as many callers take it at once. */
@Command(
    name = "serve",
    description = "Both services and PostgreSQL under load, beside echoes of the same servers.",
    footer = {
      "",
      "Starts each as a process of its own, on simulated loans and a model trained on them, and loads",
      "them from one more process: as fast as the connections go, then at half of that rate with",
      "latency counted from the time at which a request arrived.",
      "",
      "  ./surety bench serve",
      "  ./surety bench serve --target score,echo --profile recordings"
    })
public final class ServeBenchmark implements Callable<Integer> {

  private static final int POOL = 1_000;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long each round measures each target. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long each target is warmed up before. Default: ${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often all targets take their turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many connections are open at once. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many people the simulated loan book has. Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--database-in",
      paramLabel = "DIR",
      description =
          "Where PostgreSQL keeps its files: each logged answer waits for the disk under it. Default:"
              + " the folder of temporary files.")
  private @Nullable Path databaseIn;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      split = ",",
      description = "Loads only these, such as score,echo; the result is then not kept.")
  private List<String> wanted = List.of();

  @Option(
      names = "--quick",
      description = "A try of a moment each, to see that it works; the result is not kept.")
  private boolean quick;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description = "Writes a recording of each service (JFR) into this folder; not kept.")
  private @Nullable Path recordings;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  public ServeBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Wanted.requireKnown("target", wanted, Targets.NAMES);
    Optional<Path> profile = Optional.ofNullable(recordings).map(Path::toAbsolutePath);
    if (profile.isPresent()) {
      Files.createDirectories(profile.get());
    }
    try (TemporaryFolder folder = TemporaryFolder.create();
        TemporaryFolder ofDatabase =
            databaseIn == null
                ? TemporaryFolder.create()
                : TemporaryFolder.createIn(databaseIn.toAbsolutePath());
        Production production =
            Production.start(
                folder.path(), ofDatabase.path(), quick ? 500 : users, profile, session);
        StatementLoop statement = StatementLoop.start(production.model().featureReader());
        LoadProcess generator = LoadProcess.start()) {
      List<UserFeatures> some =
          production.model().some(POOL, LocalDate.now(session.clock().withZone(ZoneOffset.UTC)));
      ServeRun run =
          new ServeRun(
              production,
              generator,
              statement,
              new ServeRun.Pools(folder.path()),
              some.stream().map(user -> user.userId().value()).toList(),
              timing(),
              session.console());
      run(production, run, some, folder.path());
    }
    return ExitCode.DONE.number();
  }

  private ServeRun.Timing timing() {
    return quick
        ? new ServeRun.Timing(connections, millis(0.3), millis(0.3), 1)
        : new ServeRun.Timing(connections, millis(warmUp), millis(seconds), rounds);
  }

  private static Duration millis(double seconds) {
    return Duration.ofMillis(Math.max(1, Math.round(1e3 * seconds)));
  }

  private void run(Production production, ServeRun run, List<UserFeatures> some, Path folder)
      throws Exception {
    Console console = session.console();
    Map<String, String> skipped = new LinkedHashMap<>();
    List<Target> targets = new ArrayList<>();
    List<Target> all =
        new Targets(some, ModelSpec.read(session.usualSpec(), List.of()).name()).all();
    try (Probe probe = new Probe()) {
      Arrangement arrangement = new Arrangement(production, probe, new ServeRun.Pools(folder));
      for (Target target : all) {
        if (wanted.isEmpty() || wanted.contains(target.name())) {
          arrangement
              .arrange(target, all)
              .ifPresentOrElse(why -> skipped.put(target.name(), why), () -> targets.add(target));
        }
      }
    }
    skipped.forEach((name, why) -> console.say("  SKIPPED: " + name + ", because " + why + "."));
    boolean withStatement = wanted.isEmpty() || wanted.contains(Targets.STATEMENT);
    Flushes before = production.flushes();
    run.closedLoop(targets, withStatement);
    Flushes flushes = production.flushes().since(before);
    run.openLoop(targets);
    Map<String, Findings.Memory> memory = production.memory();
    finish(new Findings(run.closed(), run.open(), skipped, memory), flushes);
  }

  private void finish(Findings findings, Flushes flushes) {
    ServeRun.Timing timing = timing();
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Each target was warmed up for %s and measured for %s in each round, all by turns; %s."
            .formatted(
                ServeRun.words(timing.warmUp()),
                ServeRun.words(timing.measured()),
                "the load generator shares the machine with the services and PostgreSQL"));
    remarks.add(
        "Latency in the open loop counts from the time at which a request arrived, whether or not a connection was free.");
    remarks.add(flushes.words() + " A logged answer waits for one or two such flushes.");
    findings
        .skipped()
        .forEach((name, why) -> remarks.add("Skipped: " + name + ", because " + why + "."));
    if (findings.memory().isEmpty()) {
      remarks.add("Skipped: memory and processor time, because this system does not tell them.");
    }
    Result result =
        new Result(
            "serve",
            "The way through the services",
            Shown.command(spec),
            session.clock().instant(),
            new ServeTables(findings, timing.connections(), timing.rounds()).all(),
            remarks);
    Shown.print(result, session.console());
    if (quick || !wanted.isEmpty() || recordings != null) {
      session.console().say("  This was not a whole run, so the report keeps the result it had.");
    } else {
      Results.save(result);
    }
  }
}
