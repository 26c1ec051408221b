package io.surety.terminal;

import io.surety.evaluation.GateResult;
import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a candidate. */
@Command(
    name = "train",
    description = "Trains and evaluates a model, and registers it as a candidate.",
    footer = {
      "",
      "A candidate that fails a gate is registered all the same, with its evidence; the command then",
      "ends with exit code 3.",
      "",
      "  ./surety train --set learner.trees=200 --set learner.depth=4"
    })
final class TrainCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "What to train. Default: models/loan-risk.yaml of this Surety.")
  private @Nullable Path spec;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a value of the spec, such as learner.trees=200; may be repeated.")
  private List<String> overrides = List.of();

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      converter = Moments.Converter.class,
      description = "Trains on what was known at that moment, such as 2026-01-31T12:00:00Z.")
  private @Nullable Instant knownAt;

  @Option(names = "--out", paramLabel = "BUNDLE", description = "Writes the bundle there too.")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where the report goes. Default: reports/NAME-VERSION.html of the data directory.")
  private @Nullable Path report;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who proposes the candidate. Default: your name on this machine.")
  private @Nullable String by;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path file = spec;
    ModelSpec meant =
        ModelSpec.read(
            IngestCommand.readable(file == null ? session.usualSpec() : file), overrides);
    requireWritable(out, "--out");
    requireWritable(report, "--report");
    try (OpenDatabase open = database.open(session)) {
      ModelMaking.Made made =
          ModelMaking.run(
              open,
              meant,
              Optional.ofNullable(knownAt),
              Optional.ofNullable(report).map(Path::toAbsolutePath),
              by == null || by.isBlank() ? System.getProperty("user.name", "unknown") : by.strip(),
              session.console());
      Path bundle = out;
      if (bundle != null) {
        OutputFile.of(bundle, "--out")
            .write(stream -> {
              stream.write(made.model().bundle());
              return bundle;
            });
      }
      return show(made);
    }
  }

  /** Hours of training must not end at a folder that is not there. */
  private static void requireWritable(@Nullable Path file, String option) {
    if (file != null) {
      OutputFile.of(file, option).requireWritable();
    }
  }

  private int show(ModelMaking.Made made) {
    Console console = session.console();
    GateLines.print(console, made.model().gates());
    console.print("");
    console.print("Report  " + made.report());
    if (made.model().gatesPassed()) {
      console.print(
          "Next    ./surety approve %s --by NAME --reason TEXT%s"
              .formatted(made.version(), database.repeated()));
      return ExitCode.DONE.number();
    }
    console.print(
        made.model().gates().stream()
                .filter(gate -> !gate.passed())
                .allMatch(GateResult::overridable)
            ? "Next    ./surety approve %s --by NAME --reason TEXT --override%s"
                .formatted(made.version(), database.repeated())
            : "Next    ./surety show %s%s".formatted(made.version(), database.repeated()));
    console.say("A gate was not passed: the candidate is registered, and is not served by itself.");
    return ExitCode.GATE_NOT_PASSED.number();
  }
}
