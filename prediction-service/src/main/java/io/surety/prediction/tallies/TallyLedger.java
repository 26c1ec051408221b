package io.surety.prediction.tallies;

import io.surety.prediction.audit.TallyStore;
import io.surety.predictionlog.TallyRow;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was counted to the database. What could not be written is kept as it is, with the
 * time at which it was counted, and written with the next try: late, and once, because rows that
 * came through after all are the same rows again. A process that is killed takes what it counted
 * since the last try with it.
 */
final class TallyLedger {

  private static final Logger LOG = LoggerFactory.getLogger(TallyLedger.class);

  /** So many rows are a day and more without a database; then the oldest go. */
  static final int MOST_WAITING = 50_000;

  static final int ROWS_AT_ONCE = 1_000;

  private final Tallies tallies;
  private final TallyStore store;
  private final InstantSource clock;
  private final UUID instance;
  private final Deque<TallyRow> waiting = new ArrayDeque<>();
  private Instant countedFrom;
  private boolean failing;
  private long lost;

  /** Counts from now on. */
  TallyLedger(Tallies tallies, TallyStore store, InstantSource clock, UUID instance) {
    this.tallies = tallies;
    this.store = store;
    this.clock = clock;
    this.instance = instance;
    this.countedFrom = now();
  }

  /**
   * Writes what was counted, and what waits from before; says so when that fails or works again.
   */
  synchronized void write() {
    waiting.addAll(tallies.drain(countedFrom, instance));
    Instant now = now();
    // A clock that was set back must not give two counts one key.
    countedFrom = now.isAfter(countedFrom) ? now : countedFrom.plus(1, ChronoUnit.MICROS);
    while (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
      lost++;
    }
    try {
      while (!waiting.isEmpty()) {
        List<TallyRow> next = next();
        store.write(next);
        next.forEach(_ -> waiting.removeFirst());
      }
      if (failing) {
        LOG.info("tallies_written_again lost={}", lost);
        failing = false;
        lost = 0;
      }
    } catch (SQLException | RuntimeException failure) {
      if (!failing) {
        LOG.warn(
            "tallies_not_written waiting={} reason=\"{}\"", waiting.size(), failure.toString());
        failing = true;
      }
    }
  }

  private List<TallyRow> next() {
    List<TallyRow> next = new ArrayList<>(Math.min(waiting.size(), ROWS_AT_ONCE));
    for (TallyRow row : waiting) {
      if (next.size() == ROWS_AT_ONCE) {
        break;
      }
      next.add(row);
    }
    return next;
  }

  /** How many rows wait to be written. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** As exactly as the database knows it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
