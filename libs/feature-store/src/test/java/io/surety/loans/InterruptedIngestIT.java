package io.surety.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.loans.IngestOutcome.AlreadyKnown;
import io.surety.loans.IngestOutcome.Loaded;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of a file or nothing of it, whatever comes between. */
class InterruptedIngestIT {

  private static final long SEED = 77;
  private static final String KILL =
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """;

  private final TestStore store = new TestStore();
  private final byte[] book = book(20_000);

  @BeforeEach
  void load() {
    store.load(TestLoan.of(1, 7, "2020-01-10", 100), TestLoan.of(2, 8, "2020-01-10", 100));
    store.pass(Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void leavesTheDatabaseAsItWasWhenTheConnectionEndsWhileReading() {
    List<String> before = store.everything();
    LoanSource source =
        LoanSource.ofStream("book.csv", new InterruptedStream(() -> store.execute(KILL)));

    assertThatThrownBy(() -> ingest(source))
        .isInstanceOf(IngestFailed.class)
        .hasMessageContaining("book.csv");

    assertThat(store.everything()).isEqualTo(before);
  }

  @Test
  void leavesTheDatabaseAsItWasWhenTheConnectionEndsBeforeTheFeatures() {
    List<String> before = store.everything();
    Progress killing =
        new Progress() {
          @Override
          public void rows(long read) {}

          @Override
          public void computingFeatures() {
            store.execute(KILL);
          }
        };

    assertThatThrownBy(
            () -> store.ledger().ingest(source("book.csv"), IngestRules.DEFAULT, killing))
        .isInstanceOf(IngestFailed.class);

    assertThat(store.everything()).isEqualTo(before);
  }

  @Test
  void leavesTheDatabaseAsItWasWhenTheFileEndsTooEarly() {
    List<String> before = store.everything();
    LoanSource source =
        LoanSource.ofStream(
            "book.csv",
            new InterruptedStream(() -> {
              throw new IllegalStateException("pulled out");
            }));

    assertThat(ingest(source))
        .isInstanceOfSatisfying(
            IngestOutcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .matches("book.csv cannot be read after \\d+ rows: pulled out."));

    assertThat(store.everything()).isEqualTo(before);
  }

  @Test
  void isWholeOrAbsentWhenKilledAtRandomInstants() throws Exception {
    System.out.println("seed=" + SEED);
    Random random = new Random(SEED);
    List<String> before = store.everything();
    try (ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor()) {
      for (int attempt = 0; attempt < 8; attempt++) {
        Future<?> kill =
            killer.schedule(() -> store.execute(KILL), random.nextInt(600), TimeUnit.MILLISECONDS);
        boolean loaded = succeeds(() -> ingest(source("book.csv")));
        kill.get();
        if (loaded) {
          break;
        }
        assertThat(store.rows("SELECT COUNT(*) FROM feature_store.loan"))
            .isIn(List.of("2"), List.of("20002"));
        if (store.rows("SELECT 1 FROM feature_store.ingest").size() == 1) {
          assertThat(store.everything()).isEqualTo(before);
        }
      }
    }
    ingest(source("book.csv"));
    assertThat(store.rows("SELECT COUNT(*) FROM feature_store.loan_features"))
        .containsExactly("20002");
    assertThat(store.rows("SELECT COUNT(*) FROM feature_store.ingest")).containsExactly("2");
  }

  @Test
  void loadsFilesThatComeAtOnceOneAfterTheOther() throws Exception {
    List<IngestOutcome> outcomes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<IngestOutcome> one = () -> ingest(source("one.csv"));
      Callable<IngestOutcome> same = () -> ingest(source("same.csv"));
      Callable<IngestOutcome> other =
          () ->
              store.ingest(
                  "other.csv",
                  TestLoan.file(TestLoan.of(3, 7, "2019-01-01", 40)),
                  IngestRules.DEFAULT);
      outcomes =
          threads.invokeAll(List.of(one, same, other)).stream().map(Future::resultNow).toList();
    }

    assertThat(outcomes.subList(0, 2)).hasAtLeastOneElementOfType(AlreadyKnown.class);
    assertThat(outcomes.subList(0, 2)).hasAtLeastOneElementOfType(Loaded.class);
    assertThat(outcomes.get(2)).isInstanceOf(Loaded.class);
    assertThat(store.rows("SELECT COUNT(DISTINCT known_at) FROM feature_store.ingest"))
        .containsExactly("3");
    assertThat(
            store.rows(
                "SELECT avg_amount_loans_to_date FROM feature_store.loan_features"
                    + " WHERE loan_id IN (1, 3) ORDER BY loan_id"))
        .containsExactly("70", "40");
  }

  private static boolean succeeds(Callable<?> ingest) throws Exception {
    try {
      ingest.call();
      return true;
    } catch (IngestFailed killed) {
      return false;
    }
  }

  private IngestOutcome ingest(LoanSource source) {
    return store.ledger().ingest(source, IngestRules.DEFAULT, Progress.SILENT);
  }

  private LoanSource source(String name) {
    return LoanSource.ofStream(name, new ByteArrayInputStream(book));
  }

  private static byte[] book(int loans) {
    return TestLoan.file(
            LongStream.range(10, 10 + loans)
                .mapToObj(id -> TestLoan.of(id, 100 + id % 977, "2020-05-05", 12.5).row()))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The book, with something happening in its middle. */
  private final class InterruptedStream extends FilterInputStream {

    private final Runnable event;
    private boolean happened;

    InterruptedStream(Runnable event) {
      super(new ByteArrayInputStream(book));
      this.event = event;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (in.available() < book.length / 2 && !happened) {
        happened = true;
        try {
          event.run();
        } catch (IllegalStateException failure) {
          throw new IOException(failure.getMessage());
        }
      }
      return super.read(into, offset, Math.min(length, 8_192));
    }
  }
}
