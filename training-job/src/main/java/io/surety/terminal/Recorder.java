package io.surety.terminal;

import io.surety.runs.Begun;
import io.surety.runs.Run;
import io.surety.runs.RunLog;
import io.surety.runs.RunLogUnavailable;
import io.surety.runs.RunPlan;
import io.surety.runs.RunTaken;
import io.surety.runs.mlflow.MlflowLog;
import io.surety.runs.mlflow.MlflowServer;
import io.surety.runs.mlflow.UnusableMlflow;
import io.surety.training.BuildFacts;
import java.time.Duration;
import java.util.Optional;

/**
 * Has jobs done as runs of the run log.
 *
 * <p>What cannot be recorded is not begun: the log is in the database that the job works on. Work
 * that is done is never undone or hidden because its end could not be recorded; that is said, and
 * the run counts as broken off. MLflow is told last, and delays a job by five seconds at most.
 */
final class Recorder {

  private static final Duration MLFLOW = Duration.ofSeconds(5);
  private static final String MODEL_OF_NONE = "surety";

  private final RunLog log;
  private final Console console;
  private final Optional<MlflowServer> mlflow;

  private Recorder(RunLog log, Console console, Optional<MlflowServer> mlflow) {
    this.log = log;
    this.console = console;
    this.mlflow = mlflow;
  }

  /** Records as the login that trains. */
  static Recorder of(OpenDatabase database, Session session) {
    return new Recorder(
        new RunLog(database.as(Purpose.TRAINING)), session.console(), mlflow(session));
  }

  private static Optional<MlflowServer> mlflow(Session session) {
    try {
      return MlflowServer.of(session.environment());
    } catch (UnusableMlflow unusable) {
      session.console().say(unusable.getMessage() + " Runs are kept in the database alone.");
      return Optional.empty();
    }
  }

  /** The log that is written. */
  RunLog log() {
    return log;
  }

  /** A run of this kind with the code that runs, bound for MLflow where there is one. */
  RunPlan plan(String kind) {
    return plan(kind, MODEL_OF_NONE);
  }

  /** As {@link #plan(String)}, about a model. */
  RunPlan plan(String kind, String model) {
    return RunPlan.of(kind, new BuildFacts().code())
        .withExperiment(mlflow.map(server -> server.experiment().orElse(model)));
  }

  /** A job, which notes in the run what it takes in and measures. */
  @FunctionalInterface
  interface Work<T> {
    Outcome<T> in(Run run);
  }

  /**
   * What a job came to.
   *
   * @param well whether it did what was asked
   * @param message what came of it, in a sentence
   */
  record Outcome<T>(T value, boolean well, String message) {

    static <T> Outcome<T> done(T value, String message) {
      return new Outcome<>(value, true, message);
    }

    static <T> Outcome<T> failed(T value, String message) {
      return new Outcome<>(value, false, message);
    }
  }

  /** Does a job that may be done any number of times. */
  <T> T record(RunPlan plan, Work<T> work) {
    if (log.begin(plan) instanceof Begun.Started(Run run)) {
      return carryOut(run, work);
    }
    throw new IllegalArgumentException("A run with a key is begun by whoever gave it the key.");
  }

  /** Does a job whose run has begun; its failure is recorded and goes on to the caller. */
  <T> T carryOut(Run run, Work<T> work) {
    Outcome<T> outcome;
    try (run) {
      try {
        outcome = work.in(run);
      } catch (RunTaken taken) {
        throw taken;
      } catch (RuntimeException | Error failure) {
        end(run, false, Failures.sentence(failure));
        throw failure;
      }
      end(run, outcome.well(), outcome.message());
    }
    return outcome.value();
  }

  private void end(Run run, boolean well, String message) {
    try {
      if (well) {
        run.done(message);
      } else {
        run.failed(message);
      }
    } catch (RunTaken | RunLogUnavailable unrecorded) {
      console.say(
          "What this run did stands, but not how it ended, so it counts as broken off: "
              + unrecorded.getMessage());
      if (well && run.key().isPresent()) {
        // Whoever starts it again finds nothing left to do, and records that it is done.
        throw unrecorded;
      }
    }
    tellMlflow();
  }

  private void tellMlflow() {
    mlflow.ifPresent(server -> {
      try {
        MlflowLog.Outcome told = new MlflowLog(log, server).catchUp(MLFLOW);
        told.problem().ifPresent(problem -> console.say(later(problem, told.left())));
      } catch (RunLogUnavailable away) {
        console.say("MLflow was not told of this run; a later one does it. " + away.getMessage());
      }
    });
  }

  static String later(String problem, int left) {
    return "%s %s %s logged there with a later run, or by './surety runs sync'."
        .formatted(problem, Console.count(left, "run"), left == 1 ? "is" : "are");
  }
}
