package io.surety.prediction.audit;

import io.surety.batching.MicroBatcher;
import io.surety.batching.OutOfTime;
import io.surety.predictionlog.LogRows;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Returns when the rows are on the database's disk. Whoever comes while a write is under way goes
 * with the next, so that one transaction serves all who came in a millisecond or two.
 */
final class DurableLog implements DecisionLog {

  private static final int MOST_REQUESTS = 256;
  private static final Boolean WRITTEN = true;

  /** All rows have the same in common: the log. */
  private static final String LOG = "log";

  private final Commits commits;
  private final AuditSettings settings;
  private final MicroBatcher<String, LogRows, Boolean> together;

  DurableLog(Commits commits, AuditSettings settings) {
    this.commits = commits;
    this.settings = settings;
    this.together =
        new MicroBatcher<>(
            settings.commits(),
            settings.commits(),
            MOST_REQUESTS,
            (_, rows, end) -> write(rows, end));
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(LogRows rows) {
    try {
      together.ask(LOG, rows, System.nanoTime() + settings.timeLimit().toNanos());
    } catch (OutOfTime late) {
      throw new DecisionNotLogged(settings.retryAfter(), late);
    }
  }

  private List<Boolean> write(List<LogRows> rows, long end) {
    try {
      commits.write(rows, end, false);
      return Collections.nCopies(rows.size(), WRITTEN);
    } catch (SQLException failure) {
      throw new DecisionNotLogged(settings.retryAfter(), failure);
    }
  }
}
