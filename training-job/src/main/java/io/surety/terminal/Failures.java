package io.surety.terminal;

import io.surety.backup.RestoreRefused;
import io.surety.backup.UnreadableBackup;
import io.surety.batch.BatchFailed;
import io.surety.bundle.UnreadableBundle;
import io.surety.featurestore.FeaturesUnavailable;
import io.surety.featurestore.MomentRefused;
import io.surety.loans.IngestFailed;
import io.surety.outcomes.OutcomeFile;
import io.surety.predictionlog.LogFailed;
import io.surety.registry.DamagedBundle;
import io.surety.registry.DecisionRefused;
import io.surety.registry.GatesNotPassed;
import io.surety.registry.NotAdmissible;
import io.surety.runs.RunLogUnavailable;
import io.surety.runs.RunTaken;
import io.surety.spec.UnreadableSpec;
import io.surety.training.TrainingRefused;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into one whole sentence and an exit code. */
final class Failures {

  private Failures() {}

  static ExitCode exitCode(Throwable failure) {
    return switch (failure) {
      case CommandFailed failed -> failed.exitCode();
      case GatesNotPassed gates -> ExitCode.GATE_NOT_PASSED;
      case UnreadableSpec spec -> ExitCode.WRONG_USAGE;
      case MomentRefused moment -> ExitCode.WRONG_USAGE;
      default -> ExitCode.FAILED;
    };
  }

  static String sentence(Throwable failure) {
    if (failure instanceof DecisionRefused || failure instanceof LogFailed) {
      return message(failure);
    }
    SQLException database = databaseFailure(failure);
    return database == null
        ? ofProgram(failure)
        : ofDatabase(database).orElseGet(() -> ofProgram(failure));
  }

  /** What is wrong with the database itself, whatever a command wanted of it. */
  private static Optional<String> ofDatabase(SQLException failure) {
    return switch (String.valueOf(failure.getSQLState())) {
      case "42P01", "3F000" ->
          Optional.of(
              "The database has no tables of this Surety yet (%s); './surety migrate --database URL' makes them."
                  .formatted(firstLine(failure)));
      case "42501" ->
          Optional.of(
              "This database login may not do that (%s); use one that has the role for it."
                  .formatted(firstLine(failure)));
      default -> Optional.empty();
    };
  }

  private static String ofProgram(Throwable failure) {
    return switch (failure) {
      case CommandFailed said -> message(said);
      case DamagedBundle said -> message(said);
      case UnreadableBundle said -> message(said);
      case NotAdmissible said -> message(said);
      case UnreadableBackup said -> message(said);
      case RestoreRefused said -> message(said);
      case UnreadableSpec said -> message(said);
      case TrainingRefused said -> message(said);
      case IngestFailed said -> message(said);
      case OutcomeFile.Unreadable said -> message(said);
      case RunLogUnavailable said -> message(said);
      case RunTaken said -> message(said);
      case BatchFailed said -> message(said);
      case LogFailed said -> message(said);
      case FeaturesUnavailable said -> message(said);
      case MomentRefused said -> message(said);
      case OutOfMemoryError full ->
          "There is not enough memory for this; give more with SURETY_JAVA_OPTIONS=-Xmx2g.";
      default -> ofUnexpected(failure);
    };
  }

  private static String ofUnexpected(Throwable failure) {
    SQLException database = databaseFailure(failure);
    if (database != null) {
      return "The database failed (%s); check that it runs, and try again."
          .formatted(firstLine(database));
    }
    return "Something went wrong that Surety did not expect (%s: %s); SURETY_DEBUG=1 shows where."
        .formatted(failure.getClass().getSimpleName(), failure.getMessage());
  }

  private static @Nullable SQLException databaseFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException database) {
        return database;
      }
    }
    return null;
  }

  private static String firstLine(SQLException failure) {
    return message(failure).split("\n", 2)[0];
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
