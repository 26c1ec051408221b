package io.surety.runs;

import static io.surety.runs.TestRunLog.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptRejectionsIT {

  private TestRunLog store;

  @BeforeEach
  void rejectRowsOfTwoBatches() throws SQLException {
    store = TestRunLog.create();
    for (String key : new String[] {"old", "new"}) {
      started(store.log().begin(RunPlan.of("score-batch", "0.1.0").withKey(key)))
          .done("All scored.");
      store.execute(
          """
          INSERT INTO run_log.rejected_row (kind, run_key, place, column_name, user_id, reason)
          VALUES ('score-batch', '%1$s', 0, 'age', 7, 'age is -3'),
            ('score-batch', '%1$s', 1, 'age', NULL, 'age is -4')
          """
              .formatted(key));
    }
    store.execute("ALTER TABLE run_log.run DISABLE TRIGGER ALL");
    store.execute(
        "UPDATE run_log.run SET started_at = started_at - interval '40 days' WHERE run_key = 'old'");
  }

  @AfterEach
  void drop() {
    store.close();
  }

  @Test
  void forgetsAPersonInEveryRun() throws SQLException {
    assertThat(new KeptRejections(store.login("surety_approver")).forget(7)).isEqualTo(2);

    assertThat(store.count("SELECT count(*) FROM run_log.rejected_row WHERE user_id IS NULL"))
        .isEqualTo(2);
    assertThat(store.count("SELECT count(*) FROM run_log.rejected_row")).isEqualTo(2);
  }

  @Test
  void forgetsTheRowsOfRunsThatBeganLongerAgo() throws SQLException {
    KeptRejections kept = new KeptRejections(store.trainer());
    assertThat(kept.forgetOlderThan(60)).isZero();

    assertThat(kept.forgetOlderThan(30)).isEqualTo(2);

    assertThat(store.count("SELECT count(*) FROM run_log.rejected_row WHERE run_key = 'old'"))
        .isZero();
    assertThat(store.count("SELECT count(*) FROM run_log.rejected_row")).isEqualTo(2);
  }

  @Test
  void letsOnlyApproversForgetAPerson() {
    assertThatThrownBy(() -> new KeptRejections(store.trainer()).forget(7))
        .isInstanceOf(RunLogUnavailable.class)
        .hasMessageContaining("permission denied");
  }
}
