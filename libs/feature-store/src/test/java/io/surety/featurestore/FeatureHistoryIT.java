package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SQL against a naive computation, over random histories of files. */
class FeatureHistoryIT {

  private static final long SEED =
      Objects.requireNonNullElse(Long.getLong("surety.seed"), 424_242L);
  private static final int HISTORIES = 12;
  private static final String STORED =
      "SELECT " + FeatureStatement.COLUMNS + " FROM %s ORDER BY user_id, loan_date, loan_id";

  private static TestStore store;

  @BeforeAll
  static void open() {
    store = new TestStore();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + HISTORIES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheNaiveComputationAfterEveryFileAndForEveryPastMoment(long seed) {
    System.out.println("seed=" + seed);
    store.execute(
        "TRUNCATE feature_store.ingest, feature_store.loan, feature_store.loan_features,"
            + " feature_store.quarantine");
    Random random = new Random(seed);
    RandomHistory history = new RandomHistory(random);
    List<Instant> moments = new ArrayList<>();
    List<List<TestLoan>> knownThen = new ArrayList<>();
    int files = 2 + random.nextInt(4);
    for (int file = 0; file < files; file++) {
      store.pass(Duration.ofHours(1));
      moments.add(store.load(history.nextFile().toArray(TestLoan[]::new)).knownAt());
      knownThen.add(history.known());
      agreesWithAFullRecomputation();
    }
    agrees(new PostgresFeatures(store.trainer()), history);
    for (int file = 0; file < files; file++) {
      agreesAsKnownAt(moments.get(file), knownThen.get(file), history);
    }
  }

  /** What was computed for touched users is to the last bit what a computation of all gives. */
  private static void agreesWithAFullRecomputation() {
    List<String> incremental = store.rows(STORED.formatted("feature_store.loan_features"));
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.empty())) {
      assertThat(
              SnapshotRows.of(
                  snapshot, STORED.formatted("(" + FeatureStatement.text() + ") AS computed")))
          .isEqualTo(incremental);
    }
  }

  private static void agrees(Features features, RandomHistory history) {
    NaiveFeatures naive = new NaiveFeatures(history.known());
    List<UserId> users = LongStream.range(0, 14).mapToObj(UserId::new).toList();
    for (LocalDate date : history.interestingDates()) {
      for (Basis basis : Basis.values()) {
        FeatureAssertions.assertSame(
            present(features.findAll(users, date, basis)),
            present(naive.findAll(users, date, basis)));
      }
    }
  }

  private static void agreesAsKnownAt(
      Instant moment, List<TestLoan> knownThen, RandomHistory history) {
    NaiveFeatures naive = new NaiveFeatures(knownThen);
    List<UserId> users = LongStream.range(0, 14).mapToObj(UserId::new).toList();
    Instant asked = moment.plusSeconds(1800);
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.of(asked))) {
      assertThat(snapshot.knownAt()).contains(moment);
      for (LocalDate date : history.interestingDates()) {
        for (Basis basis : Basis.values()) {
          List<UserFeatures> exported = new ArrayList<>();
          long count = snapshot.export(date, basis, exported::add);
          assertThat(count).isEqualTo(exported.size());
          FeatureAssertions.assertSame(exported, present(naive.findAll(users, date, basis)));
        }
      }
    }
  }

  private static List<UserFeatures> present(List<Optional<UserFeatures>> found) {
    return found.stream().flatMap(Optional::stream).toList();
  }
}
