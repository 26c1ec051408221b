package io.surety.terminal;

import io.surety.predictionlog.ConsistencyChecks.Check;
import io.surety.predictionlog.Predictions.Stretch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that the features that were served are those of the ledger. */
@Command(
    name = "consistency",
    description =
        "Computes logged features again from the loans that were known then, and tells every"
            + " difference.",
    footer = {
      "",
      "Features that were looked up are computed again offline, as of their date, and compared to the",
      "last bit. What differs is shown and kept in prediction_log.consistency_difference; then the",
      "exit code is 1. What was erased, and what came with its request, is counted apart.",
      "",
      "  ./surety consistency",
      "  ./surety consistency --since 2026-03-01 --until 2026-03-02 --sample 10000"
    })
final class ConsistencyCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description =
          "From this day (00:00 UTC) or moment on. Default: a day before the end of the last check"
              + " of all; from the beginning when there was none.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description = "Up to this day or moment, without it. Default: up to now.")
  private @Nullable Instant until;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "So many of them, drawn by their ids, instead of all.")
  private @Nullable Integer sample;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ConsistencyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Integer drawn = sample;
    if (drawn != null && drawn < 1) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, "--sample is a number from 1.");
    }
    OptionalInt most = drawn == null ? OptionalInt.empty() : OptionalInt.of(drawn);
    try (OpenDatabase open = database.open(session)) {
      Consistency consistency = new Consistency(open, session);
      Stretch stretch = consistency.stretch(since, until);
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("since", stretch.from().toString());
      parameters.put("until", stretch.until().toString());
      most.ifPresent(number -> parameters.put("sample", Integer.toString(number)));
      Recorder recorder = Recorder.of(open, session);
      Check result =
          recorder.record(
              recorder.plan("consistency").withParameters(parameters),
              run -> {
                Check came = consistency.check(stretch, most, run, (_, _) -> {});
                String words = Consistency.words(came) + ".";
                return came.isConsistent()
                    ? Recorder.Outcome.done(came, words)
                    : Recorder.Outcome.failed(came, words);
              });
      return (result.isConsistent() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }
}
