package io.surety.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** For whom a batch was scored, as whoever looks predictions up is told it, and no more. */
class BatchStandInsIT {

  private static TestRunLog store;
  private static DataSource reader;

  @BeforeAll
  static void settle() throws SQLException {
    store = TestRunLog.create();
    reader = store.login("surety_model_reader");
    Map<String, String> byFallback = Map.of("model", "risk/1", "fallback_for", "risk/2");
    store.log().agree("score-batch", "by 'fallback'", byFallback);
    store.log().agree("score-batch", "by itself", Map.of("model", "risk/2"));
    store.log().agree("cycle", "no batch", byFallback);
  }

  @AfterAll
  static void drop() {
    store.close();
  }

  @Test
  void isTheVersionThatTheBatchSettled() {
    assertThat(new BatchStandIns(reader).stoodInFor("score-batch by 'fallback'"))
        .contains("risk/2");
  }

  @Test
  void isNobodyWhereTheVersionScoredForItselfOrNoBatchIsMeant() {
    BatchStandIns standIns = new BatchStandIns(reader);
    assertThat(standIns.stoodInFor("score-batch by itself")).isEmpty();
    assertThat(standIns.stoodInFor("score-batch unknown")).isEmpty();
    assertThat(standIns.stoodInFor("score-batch no batch")).isEmpty();
    assertThat(standIns.stoodInFor("by 'fallback'")).isEmpty();
  }

  @Test
  void isAllThatSuchALoginSeesOfRuns() {
    assertThatThrownBy(() -> new RunLog(reader).findAgreement("score-batch", "by itself"))
        .isInstanceOf(RunLogUnavailable.class)
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> new RunLog(reader).lastDone())
        .hasMessageContaining("permission denied");
  }
}
