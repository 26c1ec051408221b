package io.surety.featurestore;

import static io.surety.feature.Basis.LATEST_LOAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.UserId;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeatureSnapshotIT {

  private static final LocalDate LATER = LocalDate.of(2030, 1, 1);
  private static final TestLoan OLD = TestLoan.of(1, 7, "2020-01-10", 100);
  private static final TestLoan NEW = TestLoan.of(2, 8, "2020-02-10", 200);
  private static final String LOANS = "SELECT loan_id, loan_amount FROM loan ORDER BY loan_id";
  private static final String FEATURES =
      "SELECT loan_id, avg_amount_loans_to_date FROM loan_features ORDER BY loan_id";

  private final TestStore store = new TestStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void seesNothingOfWhatIsLoadedAfterItWasOpened() {
    Instant first = store.load(OLD).knownAt();
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.empty())) {
      store.pass(Duration.ofDays(1));
      store.load(OLD.withAmount(150), NEW);

      assertThat(snapshot.knownAt()).contains(first);
      assertThat(SnapshotRows.of(snapshot, LOANS)).containsExactly("1,100");
      assertThat(SnapshotRows.of(snapshot, FEATURES)).containsExactly("1,100");
      assertThat(users(snapshot)).containsExactly(7L);
    }
  }

  @Test
  void makesAnEarlierMomentAgain() {
    Instant first = store.load(OLD).knownAt();
    store.pass(Duration.ofDays(1));
    Instant second = store.load(OLD.withAmount(150), NEW).knownAt();

    try (FeatureSnapshot then = FeatureSnapshot.open(store.trainer(), Optional.of(first));
        FeatureSnapshot now = FeatureSnapshot.open(store.trainer(), Optional.of(second))) {
      assertThat(SnapshotRows.of(then, LOANS)).containsExactly("1,100");
      assertThat(SnapshotRows.of(then, FEATURES)).containsExactly("1,100");
      assertThat(users(then)).containsExactly(7L);
      assertThat(then.knownAt()).contains(first);
      assertThat(SnapshotRows.of(now, LOANS)).containsExactly("1,150", "2,200");
      assertThat(SnapshotRows.of(now, FEATURES)).containsExactly("1,150", "2,200");
      assertThat(users(now)).containsExactly(7L, 8L);
    }
  }

  @Test
  void knowsNothingBeforeTheFirstLoad() {
    Instant before = store.load(OLD).knownAt().minusNanos(1_000);

    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.of(before))) {
      assertThat(snapshot.knownAt()).isEmpty();
      assertThat(SnapshotRows.of(snapshot, LOANS)).isEmpty();
      assertThat(users(snapshot)).isEmpty();
    }
  }

  @Test
  void opensOnAnEmptyStore() {
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.empty())) {
      assertThat(snapshot.knownAt()).isEmpty();
      assertThat(users(snapshot)).isEmpty();
    }
  }

  @Test
  void makesAnAnswerAgainFromWhatItSaysThatWasKnown() {
    Features features = new PostgresFeatures(store.login("surety_feature_reader"));
    UserId user = new UserId(OLD.user().value());
    LocalDate day = OLD.loanDate().plusYears(1);
    Instant first = store.load(OLD).knownAt();
    UserFeatures answered = features.find(user, day, LATEST_LOAN).orElseThrow();
    store.pass(Duration.ofDays(1));
    Instant second =
        store
            .load(
                new TestLoan(
                    OLD.loanId() + 1_000,
                    OLD.user().value(),
                    OLD.loanDate().plusDays(1),
                    900,
                    OLD.birthday(),
                    OLD.jobStart(),
                    OLD.ownsCar(),
                    "0"))
            .knownAt();

    assertThat(answered.knownAt()).isEqualTo(first);
    assertThat(features.findAll(List.of(user, user), day, LATEST_LOAN))
        .allSatisfy(later -> assertThat(later.orElseThrow().knownAt()).isEqualTo(second))
        .isNotEqualTo(List.of(Optional.of(answered), Optional.of(answered)));
    List<UserFeatures> again = new ArrayList<>();
    try (FeatureSnapshot snapshot =
        FeatureSnapshot.open(store.trainer(), Optional.of(answered.knownAt()))) {
      snapshot.export(day, LATEST_LOAN, again::add);
    }
    assertThat(again).containsExactly(answered);
  }

  @Test
  void findsUsersAsTheServiceFoundThemWhenItWasOpened() {
    Features features = new PostgresFeatures(store.login("surety_feature_reader"));
    List<UserId> asked = List.of(NEW.user(), OLD.user(), new UserId(99), OLD.user());
    store.load(OLD);
    List<Optional<UserFeatures>> answered = features.findAll(asked, LATER, LATEST_LOAN);
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), Optional.empty())) {
      store.pass(Duration.ofDays(1));
      store.load(OLD.withAmount(150), NEW);

      assertThat(snapshot.findAll(asked, LATER, LATEST_LOAN)).isEqualTo(answered);
      assertThat(features.findAll(asked, LATER, LATEST_LOAN)).isNotEqualTo(answered);
    }
    assertThat(answered).extracting(Optional::isPresent).containsExactly(false, true, false, true);
  }

  @Test
  void showsAFeatureReaderNoLoans() throws SQLException {
    try (FeatureSnapshot snapshot =
            FeatureSnapshot.open(store.login("surety_feature_reader"), Optional.empty());
        Statement statement = snapshot.connection().createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT loan_id FROM loan"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void missesNothingOfALoadThatHasItsMomentButIsNotYetSeen() throws Exception {
    Instant first = store.load(OLD).knownAt();
    store.pass(Duration.ofDays(1));
    Optional<Instant> after = Optional.of(store.now().plusSeconds(60));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<IngestOutcome> load = threads.submit(() -> loadUntil(ended, running));
      try {
        running.await();
        assertThatThrownBy(
                () -> FeatureSnapshot.open(store.trainer(), after, Duration.ofMillis(50)))
            .isInstanceOf(MomentRefused.class)
            .hasMessage(
                "A load is running that may still count as known at 2024-01-02T00:01:00Z; try"
                    + " again when it has ended.");
        assertThat(loansKnown(Optional.empty())).containsExactly("1,100");
        assertThat(loansKnown(Optional.of(first))).containsExactly("1,100");
      } finally {
        ended.countDown();
      }
      assertThat(loansKnown(after)).containsExactly("1,100", "2,200");
      assertThat(load.get()).isInstanceOf(IngestOutcome.Loaded.class);
    }
  }

  private IngestOutcome loadUntil(CountDownLatch ended, CountDownLatch running) {
    byte[] file = TestLoan.file(NEW).getBytes(StandardCharsets.UTF_8);
    Progress waiting =
        new Progress() {
          @Override
          public void rows(long read) {}

          @Override
          public void computingFeatures() {
            running.countDown();
            try {
              ended.await();
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
          }
        };
    return store
        .ledger()
        .ingest(
            LoanSource.ofStream("new.csv", new ByteArrayInputStream(file)),
            IngestRules.DEFAULT,
            waiting);
  }

  @Test
  void refusesAMomentInTheFutureUnlessALoadSettledIt() {
    Optional<Instant> future = Optional.of(Instant.parse("2999-01-01T00:00:00Z"));
    store.load(OLD);

    assertThatThrownBy(() -> FeatureSnapshot.open(store.trainer(), future))
        .isInstanceOf(MomentRefused.class)
        .hasMessage(
            "What is known at 2999-01-01T00:00:00Z cannot be told yet, for it is in the future;"
                + " leave it out to see what is known now, or name a past moment.");

    store.pass(Duration.ofDays(365_250));
    store.load(NEW);
    assertThat(loansKnown(future)).containsExactly("1,100");
  }

  private List<String> loansKnown(Optional<Instant> moment) {
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(store.trainer(), moment)) {
      return SnapshotRows.of(snapshot, LOANS);
    }
  }

  private static List<Long> users(FeatureSnapshot snapshot) {
    List<Long> users = new ArrayList<>();
    snapshot.export(LATER, LATEST_LOAN, user -> users.add(user.userId().value()));
    return users;
  }
}
