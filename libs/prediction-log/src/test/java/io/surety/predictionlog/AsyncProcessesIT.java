package io.surety.predictionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of processes that logged behind their answers, once they are gone. */
class AsyncProcessesIT {

  private static final UserId SOMEBODY = new UserId(7);
  private static final int QUEUE = 100;

  private final UUID process = UUID.randomUUID();
  private TestLog log;

  @BeforeEach
  void create() {
    log = TestLog.create();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void missesWhatWaitedInAProcessThatIsNotHeardOfAnyMore() throws SQLException {
    write(word(2, 2, 0), row(), row());
    tell(word(25, 2, 0));
    assertThat(missing()).as("while it may go on").isEmpty();

    silentFor("2 minutes");

    AsyncProcess gone = only();
    assertThat(gone.instance()).isEqualTo(process);
    assertThat(gone.silent()).isTrue();
    assertThat(gone.isGone()).isTrue();
    assertThat(gone.ended()).isNull();
    assertThat(gone.taken()).isEqualTo(25);
    assertThat(gone.written()).isEqualTo(2);
    assertThat(gone.lostLeast()).as("which waited by its last word").isEqualTo(23);
    assertThat(gone.lostMost()).as("as many as may wait").isEqualTo(QUEUE);
  }

  @Test
  void missesNothingOfAProcessThatSaidThatItEnds() throws SQLException {
    write(word(2, 2, 0), row(), row());
    end(word(2, 2, 0));
    silentFor("2 minutes");
    assertThat(missing()).isEmpty();
  }

  @Test
  void knowsWhatAProcessLostThatEndedInOrder() throws SQLException {
    end(word(30, 20, 10));

    AsyncProcess ended = only();
    assertThat(ended.silent()).isFalse();
    assertThat(ended.ended()).isNotNull();
    assertThat(ended.lostLeast()).isEqualTo(10);
    assertThat(ended.lostMost()).isEqualTo(10);
  }

  @Test
  void addsWhatAProcessCountedToWhatMayHaveWaited() throws SQLException {
    tell(word(30, 12, 10));
    silentFor("2 minutes");

    assertThat(only().lostLeast()).isEqualTo(10 + 8);
    assertThat(only().lostMost()).isEqualTo(10 + QUEUE);
  }

  @Test
  void missesAProcessNoMoreThatIsHeardOfAgain() throws SQLException {
    tell(word(5, 0, 0));
    silentFor("1 hour");
    assertThat(missing()).hasSize(1);

    tell(word(5, 5, 0));

    assertThat(missing()).isEmpty();
  }

  @Test
  void aWordThatComesLateTakesNothingBack() throws SQLException {
    write(word(9, 1, 0), row());
    tell(word(5, 0, 0));
    silentFor("2 minutes");

    assertThat(only().lostLeast()).isEqualTo(8);
  }

  @Test
  void tellsWithTheRowsOrNotAtAll() {
    LoggedPrediction row = row();

    assertThatThrownBy(() -> write(word(2, 2, 0), row, row)).hasMessageContaining("duplicate key");

    assertThat(rows()).isZero();
    assertThat(
            JdbcClient.create(log.watcher())
                .sql("SELECT count(*) FROM prediction_log.async_process")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void makesPlaceForADayThatHasNone() throws SQLException {
    try (Connection connection = log.service().getConnection()) {
      AsyncWriter.write(
          connection,
          rows(TestLog.of(SOMEBODY, Instant.parse("2033-07-01T10:00:00Z"))),
          word(1, 1, 0));
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(rows()).isOne();
  }

  @Test
  void forgetsAProcessWithTheDayInWhichItWasHeardOfLast() throws SQLException {
    LocalDate old = LocalDate.now(ZoneOffset.UTC).minusDays(40);
    log.write(TestLog.of(SOMEBODY, TestLog.noon(old)));
    log.write(TestLog.of(SOMEBODY, TestLog.noon(old.plusDays(1))));
    tell(word(5, 0, 0));
    heardOfLast(TestLog.noon(old.plusDays(1)));
    new Retention(log.approver()).set(30, "Risk Officer", "The regulator asks for thirty days.");

    new Retention(log.trainer()).drop(old);
    assertThat(missing()).hasSize(1);
    new Retention(log.trainer()).drop(old.plusDays(1));
    assertThat(missing()).isEmpty();
  }

  @Test
  void letsNobodyTellForAnotherLoginNorPast() throws SQLException {
    tell(word(5, 0, 0));
    String tells =
        "SELECT CAST(prediction_log.tell_async('%s', 100, 5, 5, 0, true) AS text)"
            .formatted(process);
    JdbcClient.create(log.owner()).sql(tells).query(String.class).optional();
    silentFor("2 minutes");

    assertThat(only().written()).isZero();
    for (DataSource login : List.of(log.trainer(), log.approver(), log.watcher())) {
      assertRefused(login, tells);
    }
    for (DataSource login : List.of(log.service(), log.trainer(), log.approver(), log.watcher())) {
      assertRefused(login, "UPDATE prediction_log.async_process SET lost = 0 RETURNING 1");
      assertRefused(login, "DELETE FROM prediction_log.async_process RETURNING 1");
    }
    assertRefused(log.service(), "SELECT * FROM prediction_log.async_account");
  }

  private static void assertRefused(DataSource login, String sql) {
    assertThatThrownBy(() -> JdbcClient.create(login).sql(sql).query().listOfRows())
        .as(sql)
        .rootCause()
        .isInstanceOfSatisfying(
            SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("42501"));
  }

  private AsyncWord word(long taken, long written, long lost) {
    return new AsyncWord(process, QUEUE, taken, written, lost);
  }

  private static LoggedPrediction row() {
    return TestLog.of(SOMEBODY, Instant.parse("2026-03-01T10:00:00Z"));
  }

  private static List<LogRows> rows(LoggedPrediction... predictions) {
    LogRows rows = LogRows.of(predictions.length);
    for (LoggedPrediction each : predictions) {
      rows.add(each);
    }
    return List.of(rows);
  }

  private void write(AsyncWord word, LoggedPrediction... predictions) throws SQLException {
    try (Connection connection = log.service().getConnection()) {
      AsyncWriter.write(connection, rows(predictions), word);
    }
  }

  private void tell(AsyncWord word) throws SQLException {
    try (Connection connection = log.service().getConnection()) {
      AsyncWriter.tell(connection, word);
    }
  }

  private void end(AsyncWord word) throws SQLException {
    try (Connection connection = log.service().getConnection()) {
      AsyncWriter.end(connection, word);
    }
  }

  /** As if so much time had gone by since. */
  private void silentFor(String time) {
    log.asOwner()
        .sql("UPDATE prediction_log.async_process SET told_at = told_at - CAST(:time AS interval)")
        .param("time", time)
        .update();
  }

  private void heardOfLast(Instant moment) {
    log.asOwner()
        .sql("UPDATE prediction_log.async_process SET told_at = :moment")
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .update();
  }

  private List<AsyncProcess> missing() {
    return new AsyncProcesses(log.watcher()).missing(Instant.EPOCH);
  }

  private AsyncProcess only() {
    assertThat(missing()).hasSize(1);
    return missing().getFirst();
  }

  private long rows() {
    return log.asOwner()
        .sql("SELECT count(*) FROM prediction_log.prediction")
        .query(Long.class)
        .single();
  }
}
