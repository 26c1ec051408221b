package io.surety.benchmarks.startup;

import io.surety.benchmarks.load.LoadPlan;
import io.surety.benchmarks.load.LoadProcess;
import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.process.DurableServer;
import io.surety.benchmarks.process.ProcessMemory;
import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Shown;
import io.surety.benchmarks.results.Table;
import io.surety.benchmarks.serve.ServedModel;
import io.surety.featureservice.FeatureServiceApplication;
import io.surety.featurestore.UserFeatures;
import io.surety.prediction.PredictionServiceApplication;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How soon each service is ready by itself, and its memory, in each {@link Way} to start it. */
@Command(
    name = "startup",
    description = "How soon each service is ready, and its memory, with and without an AOT cache.",
    footer = {"", "  ./surety bench startup --rounds 7"})
public final class StartupBenchmark implements Callable<Integer> {

  private static final int USERS = 1_000;
  private static final int CONNECTIONS = 32;
  private static final Duration REHEARSAL = Duration.ofMillis(200);
  private static final double MOST_SECONDS = 1.5;
  private static final long MOST_MEGABYTES = 250;
  private static final String SCORE =
      """
      {"features": {"nb_previous_loans": 2, "avg_amount_loans_previous": 1500.5, "age": 41, \
      "years_on_the_job": 7, "flag_own_car": 1}}\
      """;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each service starts in each way. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "How long each start is loaded afterwards. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "20",
      description =
          "How long one more start is loaded before it counts as warm. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  public StartupBenchmark(Session session) {
    this.session = session;
  }

  /** A service, and what it needs and is asked. */
  private record Subject(String name, ChildJvm jvm, PGSimpleDataSource login, Path requests) {}

  /** What was seen of one start: seconds, megabytes at rest and under load, and requests/s. */
  private record Start(double seconds, double atRest, double underLoad, double perSecond) {}

  /** What was seen of all starts in one way, and requests/s when warm. */
  private record Starts(List<Start> all, double perSecondWarm) {

    Rounds rounds(ToDoubleFunction<Start> figure) {
      return new Rounds(all.stream().mapToDouble(figure).toArray());
    }
  }

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create();
        DurableServer server = DurableServer.start();
        LoadProcess generator = LoadProcess.start()) {
      ServedModel model = ServedModel.make(server, folder.path(), USERS, session);
      List<List<String>> rows = new ArrayList<>();
      for (Subject subject : subjects(model, folder.path())) {
        Map<Way, Starts> seen = measure(subject, folder.path(), generator);
        seen.forEach((way, starts) -> rows.add(row(subject, way, starts)));
      }
      Result result = result(rows);
      Results.save(result);
      Shown.print(result, session.console());
    }
    return ExitCode.DONE.number();
  }

  private List<Subject> subjects(ServedModel model, Path folder) throws Exception {
    LocalDate today = LocalDate.now(session.clock().withZone(ZoneOffset.UTC));
    List<UserFeatures> some = model.some(USERS / 2, today);
    Path finding = folder.resolve("features.requests");
    new RequestPool(
            some.stream()
                .map(user -> RequestPool.get("/features/" + user.userId().value()))
                .toList())
        .write(finding);
    Path scoring = folder.resolve("scores.requests");
    byte[] body = SCORE.getBytes(StandardCharsets.UTF_8);
    new RequestPool(List.of(RequestPool.post("/score", "application/json", body))).write(scoring);
    return List.of(
        subject(
            "feature-service",
            FeatureServiceApplication.class,
            model.featureReader(),
            finding,
            folder),
        subject(
            "prediction-service",
            PredictionServiceApplication.class,
            model.modelReader(),
            scoring,
            folder));
  }

  private Subject subject(
      String name, Class<?> application, PGSimpleDataSource login, Path requests, Path folder)
      throws IOException, InterruptedException {
    String classPath = ShippedService.unpack(session.home(), name, folder);
    return new Subject(name, ChildJvm.of(application).withClassPath(classPath), login, requests);
  }

  private Map<Way, Starts> measure(Subject subject, Path folder, LoadProcess generator)
      throws IOException, InterruptedException {
    Path cache = folder.resolve(subject.name() + ".aot");
    Map<Way, List<Start>> starts = new LinkedHashMap<>();
    Map<Way, Starts> seen = new LinkedHashMap<>();
    try (Activity step = session.console().step(subject.name())) {
      step.at("making its cache");
      List<String> making = new ArrayList<>(flags(subject, Way.OPTIONS, cache));
      making.add("-XX:AOTCacheOutput=" + cache);
      // What the optimizing compiler touched now, it would compile at once in each later start.
      making.add("-XX:TieredStopAtLevel=2");
      StartedService rehearsal =
          StartedService.start(subject.jvm().withFlags(making).withOneArena(), subject.login());
      // A few requests only: what was hot now would keep the code of the simple compiler for long.
      generator.run(LoadPlan.closed(subject.requests(), rehearsal.port(), 1, REHEARSAL));
      rehearsal.endInPeace();
      if (!Files.exists(cache)) {
        throw new CommandFailed(
            "%s made no AOT cache. Run it by hand with -XX:AOTCacheOutput and -Xlog:aot to see why."
                .formatted(subject.name()));
      }
      for (int round = 1; round <= rounds; round++) {
        for (Way way : Way.values()) {
          step.at("round %d of %d, %s".formatted(round, rounds, way.words()));
          starts
              .computeIfAbsent(way, _ -> new ArrayList<>())
              .add(start(subject, way, cache, generator));
        }
      }
      for (Way way : Way.values()) {
        step.at("warm, " + way.words());
        seen.put(
            way,
            new Starts(starts.getOrDefault(way, List.of()), warm(subject, way, cache, generator)));
      }
      step.done(rounds + " starts in each way");
    }
    return seen;
  }

  private Start start(Subject subject, Way way, Path cache, LoadProcess generator)
      throws IOException {
    try (StartedService service = started(subject, way, cache)) {
      double atRest = megabytes(service);
      double perSecond = load(service, subject, seconds, generator);
      return new Start(service.seconds(), atRest, megabytes(service), perSecond);
    }
  }

  private double warm(Subject subject, Way way, Path cache, LoadProcess generator)
      throws IOException {
    try (StartedService service = started(subject, way, cache)) {
      load(service, subject, warmUp, generator);
      return load(service, subject, seconds, generator);
    }
  }

  private StartedService started(Subject subject, Way way, Path cache) throws IOException {
    ChildJvm jvm = subject.jvm().withFlags(flags(subject, way, cache));
    return StartedService.start(way == Way.PLAIN ? jvm : jvm.withOneArena(), subject.login());
  }

  /** The requests per second. */
  private static double load(
      StartedService service, Subject subject, int seconds, LoadProcess generator)
      throws IOException {
    LoadPlan plan =
        LoadPlan.closed(
            subject.requests(), service.port(), CONNECTIONS, Duration.ofSeconds(seconds));
    return generator.run(plan.withPatience(Duration.ofSeconds(30))).perSecond();
  }

  private List<String> flags(Subject subject, Way way, Path cache) {
    String options = "@" + session.home().resolve(subject.name()).resolve("jvm.options");
    return switch (way) {
      case PLAIN -> List.of("-Xmx256m", "-XX:+UseSerialGC");
      case OPTIONS -> List.of(options);
      // A cache that is not used fails the start instead of falsifying the figure.
      case CACHED -> List.of(options, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    };
  }

  private static double megabytes(StartedService service) {
    return ProcessMemory.now(service.pid()).map(bytes -> bytes / 1048576.0).orElse(Double.NaN);
  }

  private static List<String> row(Subject subject, Way way, Starts starts) {
    Rounds ready = starts.rounds(Start::seconds);
    Rounds underLoad = starts.rounds(Start::underLoad);
    boolean met = ready.median() <= MOST_SECONDS && underLoad.median() <= MOST_MEGABYTES;
    return List.of(
        subject.name(),
        way.words(),
        String.format(Locale.ROOT, "%.2f s", ready.median()),
        ready.spread(),
        megabytes(starts.rounds(Start::atRest)),
        megabytes(underLoad),
        rate(starts.rounds(Start::perSecond).median()),
        rate(starts.perSecondWarm()),
        way == Way.CACHED ? met ? "met" : "MISSED" : "");
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.0f", perSecond);
  }

  private static String megabytes(Rounds figures) {
    double median = figures.median();
    return Double.isNaN(median) ? "–" : String.format(Locale.ROOT, "%.0f MB", median);
  }

  private Result result(List<List<String>> rows) {
    return new Result(
        "startup",
        "Start-up",
        Shown.command(spec),
        session.clock().instant(),
        List.of(
            new Table(
                "From the start of the process to readiness 200, the memory that it holds, and its speed",
                List.of(
                    "service",
                    "started with",
                    "ready",
                    "rounds",
                    "at rest",
                    "loaded",
                    "requests/s at once",
                    "when warm",
                    "asked"),
                rows)),
        List.of(
            "Asked: ready in at most %.1f s, and at most %d MB under load, on 2 cores."
                .formatted(MOST_SECONDS, MOST_MEGABYTES),
            "Medians of %d starts in each way, by turns, each service with its own libraries alone; the load is %d connections for %s."
                .formatted(rounds, CONNECTIONS, Console.count(seconds, "second")),
            "Warm is one more start in each way, loaded for %s before."
                .formatted(Console.count(warmUp, "second"))));
  }
}
