package io.surety.terminal;

import io.surety.evaluation.GateResult;
import io.surety.spec.ModelSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command takes that makes a candidate, and what it shows when there is one. */
final class CandidateOptions {

  @Mixin private SpecOptions spec = new SpecOptions();

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      converter = Moments.Converter.class,
      description = "Uses what was known at that moment, such as 2026-01-31T12:00:00Z.")
  private @Nullable Instant knownAt;

  @Option(names = "--out", paramLabel = "BUNDLE", description = "Writes the bundle there too.")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where the report goes. Default: reports/NAME-VERSION.html of the data directory.")
  private @Nullable Path report;

  @Mixin private ProposerOptions proposer = new ProposerOptions();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  /** Makes a candidate of loans and features as these options say. */
  interface Making {
    ModelMaking.Made run(OpenDatabase open, ModelSpec spec, ModelMaking.Terms terms);
  }

  /** Makes a candidate, writes what was asked for, and shows what to do next. */
  int make(Session session, Making making) {
    ModelSpec meant = spec.read(session);
    requireWritable(out, "--out");
    requireWritable(report, "--report");
    try (OpenDatabase open = database.open(session)) {
      ModelMaking.Made made =
          making.run(
              open,
              meant,
              new ModelMaking.Terms(
                  Optional.ofNullable(knownAt),
                  Optional.ofNullable(report).map(Path::toAbsolutePath),
                  proposer.name()));
      Path bundle = out;
      if (bundle != null) {
        OutputFile.of(bundle, "--out")
            .write(stream -> {
              stream.write(made.model().bundle());
              return bundle;
            });
      }
      return show(session.console(), made);
    }
  }

  /** Hours of work must not end at a folder that is not there. */
  private static void requireWritable(@Nullable Path file, String option) {
    if (file != null) {
      OutputFile.of(file, option).requireWritable();
    }
  }

  private int show(Console console, ModelMaking.Made made) {
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
