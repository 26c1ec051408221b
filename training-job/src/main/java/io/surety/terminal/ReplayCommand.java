package io.surety.terminal;

import io.surety.feature.UserId;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.PredictionId;
import io.surety.predictionlog.Predictions;
import io.surety.predictionlog.Predictions.Stretch;
import io.surety.registry.PostgresModels;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that what was logged is what the logged version says. */
@Command(
    name = "replay",
    description = "Scores logged inputs with the logged version again, and compares bit for bit.",
    footer = {
      "",
      "Exit code 1 when anything differs or could not be scored again. What was erased and what the",
      "policy answered is counted apart.",
      "",
      "  ./surety replay 019ca8d7-2d7b-7000-8000-000000000024",
      "  ./surety replay --from 2026-03-01 --to 2026-03-02"
    })
final class ReplayCommand implements Callable<Integer> {

  private static final long ROWS_BETWEEN_WORDS = 5_000;
  private static final Duration AHEAD = Duration.ofDays(1);

  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "PREDICTION_ID", description = "As the answer had it.")
  private @Nullable String id;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description = "From this day (00:00 UTC) or moment on. Default: from the beginning.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description = "Up to this day or moment, without it. Default: up to now.")
  private @Nullable Instant to;

  @Option(names = "--user", paramLabel = "ID", description = "Of this person alone.")
  private @Nullable Long user;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    requireOneWay();
    String single = id;
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Replay")) {
      DataSource reading = open.as(Purpose.TRAINING);
      Predictions log = new PostgresPredictions(reading);
      Replay replay = new Replay(new LoggedVersions(new PostgresModels(reading)));
      if (single == null) {
        through(log, stretch(), replay, step);
      } else {
        replay.take(require(log, single));
      }
      step.done(Console.count(replay.taken(), "prediction"));
      replay.lines().forEach(session.console()::print);
      return (replay.isProved() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private void requireOneWay() {
    boolean stretch = from != null || to != null || user != null;
    if (id == null && !stretch) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "Say what to replay: the id of a prediction, or --from, --to or --user.");
    }
    if (id != null && stretch) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A prediction is named by its id alone; leave --from, --to and --user out.");
    }
  }

  private Stretch stretch() {
    Instant end = to == null ? session.clock().instant().plus(AHEAD) : to;
    try {
      return new Stretch(
          from == null ? Instant.EPOCH : from, end, user == null ? null : new UserId(user));
    } catch (IllegalArgumentException refused) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(refused.getMessage()));
    }
  }

  private static void through(Predictions log, Stretch stretch, Replay replay, Activity step) {
    long expected = log.estimate(stretch);
    log.each(
        stretch,
        each -> {
          replay.take(each);
          if (replay.taken() % ROWS_BETWEEN_WORDS == 0) {
            step.at(
                "%s of about %s"
                    .formatted(
                        Console.count(replay.taken()),
                        Console.count(Math.max(expected, replay.taken()))));
          }
        });
  }

  private static LoggedPrediction require(Predictions log, String text) {
    UUID wanted =
        PredictionId.parse(text)
            .orElseThrow(() ->
                new CommandFailed(
                    ExitCode.WRONG_USAGE,
                    "'%s' is no prediction_id, such as 019ca8d7-2d7b-7000-8000-000000000024."
                        .formatted(text)));
    Optional<LoggedPrediction> found = log.find(wanted);
    return found.orElseThrow(() ->
        new CommandFailed(
            "The log has no prediction %s. It may be too old to be kept; './surety retention' says how long they are."
                .formatted(wanted)));
  }
}
