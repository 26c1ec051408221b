package io.surety.runs.mlflow;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings an MLflow server up to date with the run log, each run once, whoever tries how often. */
public final class MlflowLog {

  private static final int AT_A_TIME = 1_000;

  private final RunLog log;
  private final MlflowServer server;

  /** Logs what is due in this run log to this server. */
  public MlflowLog(RunLog log, MlflowServer server) {
    this.log = log;
    this.server = server;
  }

  /**
   * What came of catching up.
   *
   * @param logged runs that are there now and were not before
   * @param left runs that are still due
   * @param problem why some are, in a sentence
   */
  public record Outcome(int logged, int left, Optional<String> problem) {}

  /**
   * Logs every run that asked for it, has ended and is not there, the oldest first, until the time
   * is over. Never fails because of the server.
   */
  public Outcome catchUp(Duration time) {
    log.closeBrokenOff();
    List<RunRecord> due = log.dueAtMlflow(AT_A_TIME);
    int logged = 0;
    Optional<String> problem = Optional.empty();
    if (due.isEmpty()) {
      return new Outcome(0, 0, problem);
    }
    try (MlflowApi api = new MlflowApi(server, time)) {
      MlflowRuns runs = new MlflowRuns(server, api);
      for (RunRecord run : due) {
        try {
          logged += log.logOnce(run, runs::log) ? 1 : 0;
        } catch (MlflowRefused refused) {
          problem = Optional.of(sentence("did not take run " + run.id(), refused));
          if (refused.concernsAll()) {
            break;
          }
        } catch (MlflowAway away) {
          problem = Optional.of(sentence("could not be reached", away));
          break;
        }
      }
    }
    return new Outcome(logged, log.dueAtMlflow(AT_A_TIME).size(), problem);
  }

  private String sentence(String what, RuntimeException why) {
    return "The MLflow server %s %s (%s).".formatted(server.address(), what, why.getMessage());
  }
}
