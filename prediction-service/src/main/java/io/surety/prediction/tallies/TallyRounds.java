package io.surety.prediction.tallies;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has tallies written every ten seconds, and once more when the service has answered its last. */
final class TallyRounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TallyRounds.class);
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

  private final TallyLedger ledger;
  private final ScheduledExecutorService rounds;

  TallyRounds(TallyLedger ledger) {
    this.ledger = ledger;
    this.rounds =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tallies").daemon().factory());
    var _ =
        rounds.scheduleWithFixedDelay(
            ledger::write, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    rounds.shutdownNow();
    try {
      if (rounds.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
        ledger.write();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    int left = ledger.waiting();
    if (left > 0) {
      LOG.warn("tallies_lost rows={}", left);
    }
  }
}
