package io.surety.loans;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.loans.IngestOutcome.AlreadyKnown;
import io.surety.loans.IngestOutcome.Loaded;
import io.surety.loans.IngestOutcome.Refused;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestIT {

  private static final TestLoan FIRST = TestLoan.of(1, 7, "2020-01-10", 100);
  private static final TestLoan SECOND = TestLoan.of(2, 7, "2020-02-10", 200);
  private static final TestLoan THIRD = TestLoan.of(3, 8, "2020-03-10", 300);
  private static final String FEATURES =
      """
      SELECT loan_id, user_id, nb_previous_loans, avg_amount_loans_previous, nb_loans_to_date,
          avg_amount_loans_to_date
      FROM feature_store.loan_features
      ORDER BY loan_id
      """;

  private final TestStore store = new TestStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void loadsAFileAndComputesItsFeatures() {
    Loaded loaded = store.load(FIRST, SECOND, THIRD);

    assertThat(loaded).isEqualTo(new Loaded(3, 3, 0, 0, 0, 0, 2, store.now()));
    assertThat(store.rows(FEATURES))
        .containsExactly("1,7,0,null,1,100", "2,7,1,100,2,150", "3,8,0,null,1,300");
    assertThat(store.rows("SELECT file_name, source, rows_read, added FROM feature_store.ingest"))
        .containsExactly("loans.csv,file,3,3");
  }

  @Test
  void keepsEveryColumnUnderItsName() {
    store.load(FIRST);

    String columns = LoanColumn.ledgerNames("");
    assertThat(store.rows("SELECT " + columns + ", line FROM feature_store.loan"))
        .containsExactly(
            "1,7,F,Y,N,1,166500,Working,Secondary / secondary special,Married,House / apartment,"
                + "1,1,1,1,1,1,null,1,0,1980-02-29,2010-06-01,2020-01-10,100,2");
  }

  @Test
  void changesNothingWhenTheSameFileComesAgainEvenAfterOthers() {
    store.load(FIRST, SECOND);
    store.pass(Duration.ofDays(1));
    store.load(FIRST.withAmount(111));
    store.pass(Duration.ofDays(1));
    List<String> before = store.everything();

    IngestOutcome again =
        store.ingest("renamed.csv", TestLoan.file(FIRST, SECOND), IngestRules.DEFAULT);

    assertThat(again)
        .isEqualTo(new AlreadyKnown(2, "loans.csv", store.now().minus(Duration.ofDays(2))));
    assertThat(store.everything()).isEqualTo(before);
  }

  @Test
  void makesChangedContentTheNewVersionAndKeepsTheOldOne() {
    store.load(FIRST.withStatus(""), SECOND);
    store.pass(Duration.ofDays(1));

    Loaded loaded = store.load(FIRST.withStatus("1"), SECOND, THIRD);

    assertThat(loaded).isEqualTo(new Loaded(3, 1, 1, 1, 0, 0, 2, store.now()));
    assertThat(
            store.rows(
                """
                SELECT loan_id, status, ingest_id, line, known_from AT TIME ZONE 'UTC',
                    known_to AT TIME ZONE 'UTC'
                FROM feature_store.loan
                WHERE loan_id = 1
                ORDER BY known_from
                """))
        .containsExactly(
            "1,null,1,2,2024-01-01 00:00:00,2024-01-02 00:00:00",
            "1,1,2,2,2024-01-02 00:00:00,infinity");
  }

  @Test
  void correctsEveryLaterLoanWhenALateOneArrives() {
    store.load(FIRST, SECOND, THIRD);

    Loaded loaded = store.load(TestLoan.of(9, 7, "2020-01-20", 40));

    assertThat(loaded.usersRecomputed()).isEqualTo(1);
    assertThat(store.rows(FEATURES))
        .containsExactly(
            "1,7,0,null,1,100",
            "2,7,2,70,3,113.33333333333333",
            "3,8,0,null,1,300",
            "9,7,1,100,2,70");
  }

  @Test
  void correctsBothUsersWhenALoanMovesFromOneToTheOther() {
    store.load(FIRST, SECOND, THIRD);

    Loaded loaded = store.load(FIRST.withUser(8));

    assertThat(loaded).isEqualTo(new Loaded(1, 0, 1, 0, 0, 0, 2, loaded.knownAt()));
    assertThat(store.rows(FEATURES))
        .containsExactly("1,8,0,null,1,100", "2,7,0,null,1,200", "3,8,1,100,2,200");
  }

  @Test
  void forgetsTheFeaturesOfAUserWhoseOnlyLoanMoves() {
    store.load(FIRST, THIRD);

    store.load(THIRD.withUser(7));

    assertThat(store.rows(FEATURES)).containsExactly("1,7,0,null,1,100", "3,7,1,100,2,200");
  }

  @Test
  void countsALoanOnceThatTheFileRepeatsAndQuarantinesAContradiction() {
    Loaded loaded = store.load(FIRST, SECOND, FIRST, SECOND.withAmount(7), THIRD, FIRST);

    assertThat(loaded).isEqualTo(new Loaded(6, 3, 0, 0, 2, 1, 2, store.now()));
    assertThat(store.rows(FEATURES)).contains("2,7,1,100,2,150");
    assertThat(
            store.rows("SELECT line, column_name, reason, row_text FROM feature_store.quarantine"))
        .singleElement()
        .asString()
        .startsWith("5,loan_id,the loan is on line 3 already, with other content,2,7,F,Y,N,");
    Loaded next = store.load(SECOND.withAmount(5), SECOND.withAmount(5), SECOND.withAmount(6));
    assertThat(next).isEqualTo(new Loaded(3, 0, 1, 0, 1, 1, 1, next.knownAt()));
  }

  @Test
  void quarantinesABadRowWithItsLineColumnReasonAndText() {
    String bad = THIRD.row(Map.of("loan_amount", "-3"));
    Stream<String> rows =
        Stream.concat(
            Stream.of(bad),
            LongStream.rangeClosed(11, 200)
                .mapToObj(id -> TestLoan.of(id, id, "2020-01-01", 5).row()));

    IngestOutcome outcome = store.ingest("june.csv", TestLoan.file(rows), IngestRules.DEFAULT);

    assertThat(outcome).isEqualTo(new Loaded(191, 190, 0, 0, 0, 1, 190, store.now()));
    assertThat(
            store.rows(
                """
                SELECT file_name, line, column_name, reason, row_text
                FROM feature_store.quarantine
                JOIN feature_store.ingest USING (ingest_id)
                """))
        .containsExactly("june.csv,2,loan_amount,'-3' is not an amount above zero," + bad);
  }

  @Test
  void refusesAFileWithTooManyBadRowsWholeAndLeavesTheDatabaseAsItWas() {
    store.load(FIRST);
    List<String> before = store.everything();
    String bad = THIRD.row(Map.of("status", "2"));
    String file =
        TestLoan.file(
            Stream.concat(Stream.of(SECOND.row()), Stream.generate(() -> bad).limit(2500)));

    IngestOutcome outcome = store.ingest("bad.csv", file, IngestRules.DEFAULT);

    assertThat(outcome).isInstanceOf(Refused.class);
    Refused refused = (Refused) outcome;
    assertThat(refused.reason())
        .isEqualTo("bad.csv is refused: 2,500 of its 2,501 rows are bad, and at most 1 % may be.");
    assertThat(refused.firstBadRows())
        .hasSize(10)
        .startsWith(new BadRow(3, "status", "'2' is not 0, 1 or empty", bad));
    assertThat(store.everything()).isEqualTo(before);
  }

  @Test
  void refusesContradictionsAboveTheShareToo() {
    IngestOutcome outcome =
        store.ingest("twice.csv", TestLoan.file(FIRST, FIRST.withAmount(3)), IngestRules.DEFAULT);

    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(store.everything()).isEmpty();
    assertThat(
            store.rows(
                "SELECT 1 FROM pg_indexes WHERE indexname IN ('loan_current', 'loan_of_user')"))
        .hasSize(2);
  }

  @Test
  void acceptsExactlyTheShareOfBadRowsThatTheRulesAllow() {
    String file = TestLoan.file(Stream.of(FIRST.row(), SECOND.row(Map.of("flag_own_car", "y"))));

    assertThat(store.ingest("half.csv", file, new IngestRules(0.5))).isInstanceOf(Loaded.class);
    assertThat(store.ingest("half2.csv", file + "\n", new IngestRules(0.499)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void remembersWhatWasSimulatedAndTellsHowFarItIs() {
    byte[] bytes = TestLoan.file(FIRST, SECOND).getBytes(StandardCharsets.UTF_8);
    LoanSource source = LoanSource.ofStream("-", new ByteArrayInputStream(bytes)).simulated();
    AtomicLong heard = new AtomicLong();

    store.ledger().ingest(source, IngestRules.DEFAULT, heard::set);

    assertThat(heard).hasValue(2);
    assertThat(store.rows("SELECT file_name, source FROM feature_store.ingest"))
        .containsExactly("-,simulated");
  }

  @Test
  void refusesAHeaderWithoutLoans() {
    assertThat(store.ingest("none.csv", TestLoan.file(), IngestRules.DEFAULT))
        .isEqualTo(new Refused("none.csv has a header, but not one loan.", List.of()));
    assertThat(store.everything()).isEmpty();
  }

  @Test
  void namesTheStateOfTheDataByAMomentThatOnlyGrows() {
    Loaded first = store.load(FIRST);
    Loaded second = store.load(SECOND);
    store.pass(Duration.ofDays(-7));
    Loaded third = store.load(THIRD);

    assertThat(second.knownAt()).isAfter(first.knownAt());
    assertThat(third.knownAt()).isAfter(second.knownAt());
  }

  @Test
  void tellsThePlannerOfALoadThatChangedALargeShare() {
    String known = "SELECT reltuples FROM pg_class WHERE oid = 'feature_store.loan'::regclass";
    store.load(LongStream.range(0, 20).mapToObj(IngestIT::loan).toArray(TestLoan[]::new));
    List<String> afterFirst = store.rows(known);
    store.load(loan(20));
    List<String> afterFew = store.rows(known);
    store.load(loan(21), loan(22), loan(23));

    assertThat(afterFirst).containsExactly("20");
    assertThat(afterFew).containsExactly("20");
    assertThat(store.rows(known)).containsExactly("24");
  }

  private static TestLoan loan(long id) {
    return TestLoan.of(id, id, "2020-01-01", 5);
  }
}
