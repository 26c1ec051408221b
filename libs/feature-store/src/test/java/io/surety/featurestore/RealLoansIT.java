package io.surety.featurestore;

import static io.surety.feature.Basis.LATEST_LOAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import io.surety.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The real file: every user's features, and the answers that were published for some. */
class RealLoansIT {

  private static final LocalDate AS_OF = LocalDate.of(2021, 12, 27);

  private static Path file;
  private static TestStore store;
  private static IngestOutcome outcome;

  @BeforeAll
  static void load() {
    file = RealData.requireLoans();
    store = new TestStore();
    outcome = ingest();
  }

  @AfterAll
  static void close() {
    if (store != null) {
      store.close();
    }
  }

  private static IngestOutcome ingest() {
    return store.ledger().ingest(LoanSource.of(file), IngestRules.DEFAULT, Progress.SILENT);
  }

  @Test
  void isLoadedWhole() {
    assertThat(outcome)
        .isEqualTo(new IngestOutcome.Loaded(777_715, 777_715, 0, 0, 0, 0, 36_457, store.now()));
    assertThat(ingest()).isInstanceOf(IngestOutcome.AlreadyKnown.class);
  }

  @ParameterizedTest
  @EnumSource
  void isRightForEveryUser(Basis basis) throws IOException {
    List<UserFeatures> expected = new ArrayList<>();
    readLoans()
        .forEach((user, loans) ->
            new NaiveFeatures(loans).find(new UserId(user), AS_OF, basis).ifPresent(expected::add));
    List<UserFeatures> exported = new ArrayList<>();

    try (FeatureSnapshot snapshot =
        FeatureSnapshot.open(store.trainer(), java.util.Optional.empty())) {
      assertThat(snapshot.export(AS_OF, basis, exported::add)).isEqualTo(36_457);
    }

    FeatureAssertions.assertSame(exported, expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "5008804, 2021-12-27, 33, 12, 15, 128.90637116931464, 1",
        "5008806, 2022-03-08, 59, 3, 29, 136.4468640135, 1",
        "5008832, 2022-05-24, 28, 4, 34, 128.7918863477761, 0",
        "5021985, 2022-06-07, 31, 12, 9, 153.1254538753544, 1",
        "5036067, 2021-12-28, 43, 1, 5, 116.07789731273293, 1",
        "5008808, 2021-12-27, 52, 8, 4, 125.32772185405337, 0",
        "5008812, 2021-12-27, 61, null, 16, 123.23469577030744, 0"
      })
  void givesThePublishedAnswers(
      long user, LocalDate asOf, double age, Double years, double count, double mean, double car) {
    UserFeatures found =
        new PostgresFeatures(store.login("surety_feature_reader"))
            .find(new UserId(user), asOf, LATEST_LOAN)
            .orElseThrow();

    FeatureAssertions.assertSame(
        found,
        new UserFeatures(
            new UserId(user),
            found.loanDate(),
            io.surety.feature.FeatureVector.of(
                count, mean, age, years == null ? Double.NaN : years, car),
            found.knownAt()));
  }

  @Test
  void doesNotKnowTheUserWhoIsNotThere() {
    assertThat(
            new PostgresFeatures(store.trainer()).find(new UserId(5_008_807), AS_OF, LATEST_LOAN))
        .isEmpty();
  }

  /** The loans of each user, read as plainly as the file allows: it has no quotes. */
  private static Map<Long, List<TestLoan>> readLoans() throws IOException {
    Map<Long, List<TestLoan>> loans = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = List.of(lines.readLine().split(",", -1));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] row = line.split(",", -1);
        TestLoan loan =
            new TestLoan(
                Long.parseLong(row[header.indexOf("loan_id")]),
                Long.parseLong(row[header.indexOf("id")]),
                LocalDate.parse(row[header.indexOf("loan_date")]),
                Double.parseDouble(row[header.indexOf("loan_amount")]),
                LocalDate.parse(row[header.indexOf("birthday")]),
                LocalDate.parse(row[header.indexOf("job_start_date")]),
                row[header.indexOf("flag_own_car")].equals("Y"),
                row[header.indexOf("status")]);
        loans.computeIfAbsent(loan.userId(), _ -> new ArrayList<>()).add(loan);
      }
    }
    return loans;
  }
}
