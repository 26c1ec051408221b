package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestMethodOrder(OrderAnnotation.class)
class ConsistencyCommandIT {

  @TempDir static Path folder;

  @AutoClose private static BatchedBook book;

  @BeforeAll
  static void scoreEverybody() throws Exception {
    book = BatchedBook.open(folder);
    book.batch("all", "--out", "table").endsWith(ExitCode.DONE);
  }

  @Test
  @Order(1)
  void provesThatABatchSawWhatTheLedgerGives() {
    book.trainer()
        .types("consistency", "--until", "2100-01-01")
        .endsWith(ExitCode.DONE)
        .says("the same to the last bit")
        .prints("Left out: 0 erased");

    assertThat(ask("SELECT compared || ' ' || differing FROM prediction_log.consistency_check"))
        .containsExactly(book.knownUsers() + " 0");
    assertThat(ask("SELECT state FROM run_log.run_state WHERE kind = 'consistency'"))
        .containsExactly("done");
  }

  @Test
  @Order(2)
  void looksBackADayFromTheLastCheckAndTakesSamples() {
    book.trainer()
        .types("consistency", "--since", "2020-01-01", "--until", "2100-01-01", "--sample", "100")
        .endsWith(ExitCode.DONE)
        .says("100 predictions computed again");
    book.trainer().types("consistency", "--sample", "0").endsWith(ExitCode.WRONG_USAGE);
    book.trainer()
        .types("consistency", "--since", "2021-01-01", "--until", "2020-01-01")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("ends after it begins");
  }

  @Test
  @Order(3)
  void tellsEveryDifferenceOfAServedTableThatIsWrong() throws Exception {
    book.execute(
        """
        UPDATE feature_store.loan_features SET nb_previous_loans = nb_previous_loans + 1
        WHERE user_id IN (SELECT min(user_id) FROM feature_store.loan_features)
        """);
    book.batch("wrong", "--out", "table").endsWith(ExitCode.DONE);

    book.trainer()
        .types("consistency", "--since", "2020-01-01", "--until", "2100-01-01")
        .endsWith(ExitCode.FAILED)
        .says("1 differs")
        .prints("nb_previous_loans was logged as");

    assertThat(
            ask(
                """
                SELECT d.feature || ' ' || (d.logged - d.recomputed) || ' ' || p.caller
                FROM prediction_log.consistency_difference d
                JOIN prediction_log.prediction p USING (prediction_id)
                """))
        .containsExactly("nb_previous_loans 1 score-batch wrong");
    assertThat(
            ask(
                "SELECT state FROM run_log.run_state WHERE kind = 'consistency'"
                    + " ORDER BY run_id DESC LIMIT 1"))
        .containsExactly("failed");
  }

  @Test
  @Order(4)
  void forgetsTheValuesOfWhoeverIsErased() throws Exception {
    book.execute(
        """
        SELECT prediction_log.erase(
          (SELECT p.user_id FROM prediction_log.consistency_difference d
           JOIN prediction_log.prediction p USING (prediction_id)),
          'Olga Officer', 'as asked')
        """);

    assertThat(ask("SELECT feature FROM prediction_log.consistency_difference")).isEmpty();
    book.trainer()
        .types("consistency", "--since", "2020-01-01", "--until", "2100-01-01")
        .endsWith(ExitCode.DONE)
        .prints("Left out: 2 erased");
  }

  private static List<String> ask(String question) {
    return JdbcClient.create(book.owner()).sql(question).query(String.class).list();
  }
}
