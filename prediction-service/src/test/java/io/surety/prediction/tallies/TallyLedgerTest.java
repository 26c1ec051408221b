package io.surety.prediction.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.audit.TallyStore;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.TallyKind;
import io.surety.predictionlog.TallyRow;
import io.surety.registry.ModelVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyLedgerTest {

  private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
  private static final UUID INSTANCE = UUID.fromString("00000000-0000-0000-0000-000000000007");
  private static final ModelVersion FIRST = new ModelVersion("loan-risk", 1);
  private static final ModelVersion SECOND = new ModelVersion("loan-risk", 2);

  private final FakeStore store = new FakeStore();
  private final Tallies tallies = new Tallies();
  private Instant now = START;
  private final TallyLedger ledger = new TallyLedger(tallies, store, () -> now, INSTANCE);

  /** Keeps rows by their keys, as the table does, and fails when told to. */
  private static final class FakeStore implements TallyStore {

    private final Set<TallyRow> rows = new LinkedHashSet<>();
    private final List<Integer> tries = new ArrayList<>();
    private boolean refusing;
    private boolean losingAnswers;

    @Override
    public void write(List<TallyRow> next) throws SQLException {
      tries.add(next.size());
      if (refusing) {
        throw new SQLException("away");
      }
      rows.addAll(next);
      if (losingAnswers) {
        throw new SQLException("written, but nobody learnt of it");
      }
    }

    long sum(TallyKind kind) {
      return rows.stream().filter(row -> row.kind() == kind).mapToLong(TallyRow::count).sum();
    }
  }

  private Tally champion() {
    return tallies.of(FIRST, AnswerRole.CHAMPION);
  }

  private void writeTenSecondsLater() {
    now = now.plusSeconds(10);
    ledger.write();
  }

  @Test
  void writesWhatWasCountedInEachTenSecondsByVersionRoleAndKind() {
    champion().answered();
    champion().answeredRows(500);
    champion().failed();
    tallies.of(SECOND, AnswerRole.PROBE).answeredEach(3);
    writeTenSecondsLater();
    champion().answered();
    writeTenSecondsLater();

    assertThat(store.rows)
        .containsExactlyInAnyOrder(
            row(START, FIRST, AnswerRole.CHAMPION, TallyKind.ANSWERED, 1),
            row(START, FIRST, AnswerRole.CHAMPION, TallyKind.ANSWERED_ROW, 500),
            row(START, FIRST, AnswerRole.CHAMPION, TallyKind.FAILED, 1),
            row(START, SECOND, AnswerRole.PROBE, TallyKind.ANSWERED, 3),
            row(START, SECOND, AnswerRole.PROBE, TallyKind.ANSWERED_ROW, 3),
            row(START.plusSeconds(10), FIRST, AnswerRole.CHAMPION, TallyKind.ANSWERED, 1));
  }

  @Test
  void writesNothingWhereNothingWasCounted() {
    champion();
    writeTenSecondsLater();

    assertThat(store.tries).isEmpty();
  }

  @Test
  void tellsLateAndOnceWhatCouldNotBeWritten() {
    store.refusing = true;
    champion().failed();
    writeTenSecondsLater();
    champion().failed();
    writeTenSecondsLater();
    assertThat(ledger.waiting()).isEqualTo(2);

    store.refusing = false;
    writeTenSecondsLater();
    writeTenSecondsLater();

    assertThat(store.rows)
        .containsExactly(
            row(START, FIRST, AnswerRole.CHAMPION, TallyKind.FAILED, 1),
            row(START.plusSeconds(10), FIRST, AnswerRole.CHAMPION, TallyKind.FAILED, 1));
    assertThat(ledger.waiting()).isZero();
    assertThat(store.tries).as("nothing is tried once it is written").hasSize(3);
  }

  @Test
  void countsNothingTwiceThatCameThroughWithoutAnAnswer() {
    store.losingAnswers = true;
    champion().answered();
    writeTenSecondsLater();
    champion().answered();

    store.losingAnswers = false;
    writeTenSecondsLater();

    assertThat(store.sum(TallyKind.ANSWERED)).isEqualTo(2);
    assertThat(store.rows).hasSize(2);
  }

  @Test
  void keepsCountsApartWhenTheClockIsSetBack() {
    champion().answered();
    writeTenSecondsLater();
    champion().answered();
    now = START.minus(Duration.ofHours(1));
    ledger.write();
    champion().answered();
    ledger.write();

    assertThat(store.rows).extracting(TallyRow::from).doesNotHaveDuplicates().hasSize(3);
    assertThat(store.sum(TallyKind.ANSWERED)).isEqualTo(3);
  }

  @Test
  void writesInPiecesAndLetsTheOldestGoWhenADatabaseIsAwayForDays() {
    store.refusing = true;
    for (int round = 0; round < TallyLedger.MOST_WAITING + 5; round++) {
      champion().answered();
      writeTenSecondsLater();
    }
    assertThat(ledger.waiting()).isEqualTo(TallyLedger.MOST_WAITING);

    store.refusing = false;
    store.tries.clear();
    writeTenSecondsLater();

    assertThat(store.sum(TallyKind.ANSWERED)).isEqualTo(TallyLedger.MOST_WAITING);
    assertThat(store.rows.iterator().next().from()).isEqualTo(START.plusSeconds(50));
    assertThat(store.tries).containsOnly(TallyLedger.ROWS_AT_ONCE);
  }

  @Test
  void losesNoCountWhileItIsWritten() throws InterruptedException {
    int threads = 4;
    int each = 100_000;
    CountDownLatch counted = new CountDownLatch(threads);
    try (ExecutorService counting = Executors.newFixedThreadPool(threads)) {
      IntStream.range(0, threads)
          .forEach(_ ->
              counting.execute(() -> {
                for (int request = 0; request < each; request++) {
                  champion().answered();
                }
                counted.countDown();
              }));
      while (counted.getCount() > 0) {
        writeTenSecondsLater();
      }
      counted.await();
      writeTenSecondsLater();
    }

    assertThat(store.sum(TallyKind.ANSWERED)).isEqualTo((long) threads * each);
  }

  @Test
  void writesOnceMoreAtTheEnd() {
    TallyRounds rounds = new TallyRounds(ledger);
    champion().answered();

    rounds.close();

    assertThat(store.sum(TallyKind.ANSWERED)).isEqualTo(1);
  }

  private static TallyRow row(
      Instant from, ModelVersion version, AnswerRole role, TallyKind kind, long count) {
    return new TallyRow(from, INSTANCE, version, role, kind, "", count);
  }
}
