package io.surety.prediction.audit;

import io.surety.batching.MicroBatcher;
import io.surety.batching.OutOfTime;
import io.surety.predictionlog.LogRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Returns when the rows are on the database's disk. Whoever comes while a write is under way goes
 * with the next, so that one transaction serves all who came in a millisecond or two. A request
 * that the database refuses is refused alone.
 */
final class DurableLog implements DecisionLog {

  private static final int MOST_REQUESTS = 256;

  /** All rows have the same in common: the log. */
  private static final String LOG = "log";

  private final Commits commits;
  private final AuditMetrics metrics;
  private final AuditSettings settings;
  private final MicroBatcher<String, LogRows, Boolean> together;

  DurableLog(Commits commits, AuditMetrics metrics, AuditSettings settings) {
    this.commits = commits;
    this.metrics = metrics;
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
    boolean written;
    try {
      written = together.ask(LOG, rows, System.nanoTime() + settings.timeLimit().toNanos());
    } catch (OutOfTime late) {
      throw new DecisionNotLogged(settings.retryAfter(), late);
    }
    if (!written) {
      throw new DecisionNotLogged(settings.retryAfter(), null);
    }
  }

  /** Whose rows were written: where the database refuses one's, the others' go without them. */
  private List<Boolean> write(List<LogRows> rows, long end) {
    try {
      commits.write(rows, end, false);
      return Collections.nCopies(rows.size(), true);
    } catch (SQLException failure) {
      if (!Commits.isForGood(failure)) {
        throw new DecisionNotLogged(settings.retryAfter(), failure);
      }
      if (rows.size() == 1) {
        metrics.refused(rows.getFirst().count(), failure);
        return List.of(false);
      }
      int middle = rows.size() / 2;
      List<Boolean> written = new ArrayList<>(write(rows.subList(0, middle), end));
      written.addAll(write(rows.subList(middle, rows.size()), end));
      return written;
    }
  }
}
