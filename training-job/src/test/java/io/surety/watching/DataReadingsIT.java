package io.surety.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.RegistryMigrations;
import io.surety.testing.Eventually;
import io.surety.testing.TestDatabase;
import io.surety.watch.WatchMigrations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With no rights but those of a watch. */
class DataReadingsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final AtomicInteger LOGINS = new AtomicInteger();

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private TestDatabase database;
  private JdbcClient owner;
  private DataSource watcher;

  @BeforeEach
  void migrate() {
    database = TestDatabase.create();
    owner = JdbcClient.create(database.owner());
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    WatchMigrations.migrate(database.owner());
    FeatureStoreMigrations.migrate(database.owner());
    String login = "readings_login_" + LOGINS.incrementAndGet();
    owner.sql("CREATE ROLE " + login + " LOGIN PASSWORD 'secret'").update();
    owner.sql("GRANT surety_watcher TO " + login).update();
    watcher = database.login(login, "secret");
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void tellsHowOldTheNewestLoansAreAndWhatTheLastCheckFound() {
    Instant known = Instant.parse("2026-02-03T04:05:06Z");
    owner
        .sql(
            """
            INSERT INTO feature_store.ingest
              (ingest_id, file_name, sha256, source, known_at, rows_read, added, changed, unchanged,
               repeated, quarantined)
            VALUES (1, 'loans.csv', 'abc', 'file', CAST(:known AS timestamptz), 1, 1, 0, 0, 0, 0)
            """)
        .param("known", known.toString())
        .update();
    owner
        .sql(
            """
            INSERT INTO prediction_log.consistency_check
              (check_id, logged_from, logged_until, compared, differing, differences, erased, given,
               by_policy, unstated, unknown_versions)
            VALUES (gen_random_uuid(), now() - interval '1 day', now(), 90, 2, 3, 0, 0, 0, 0, 0)
            """)
        .update();

    DataState state = read();

    assertThat(state.newestLoad()).contains(known);
    assertThat(state.lastCheck().orElseThrow().compared()).isEqualTo(90);
    assertThat(state.lastCheck().orElseThrow().differing()).isEqualTo(2);
    assertThat(state.backlog().events()).isZero();
    assertThat(lines).isEmpty();
  }

  @Test
  void tellsOfProcessesThatAreGoneAndLeavesThoseThatRunToTellOfThemselves() {
    async("running", "now()", "NULL", 40);
    async("of the day before", "now() - INTERVAL '25 hours'", "NULL", 50);
    async("killed", "now() - INTERVAL '2 hours'", "NULL", 3);
    async("ended", "now() - INTERVAL '3 hours'", "now() - INTERVAL '3 hours'", 2);

    assertThat(read().missing()).isEqualTo(new MissingDecisions(1, 3 + 7 + 2, 3 + 100 + 2));
  }

  /** One that took 20 decisions more than it lost and wrote 13, and in which 100 may wait. */
  private void async(String of, String told, String ended, int lost) {
    owner
        .sql(
            """
            INSERT INTO prediction_log.async_process
              (instance, login, began_at, told_at, ended_at, most_waiting, taken, written, lost)
            VALUES (gen_random_uuid(), :of, now() - INTERVAL '2 days', %s, %s, 100, :lost + 20, 13, :lost)
            """
                .formatted(told, ended))
        .param("of", of)
        .param("lost", lost)
        .update();
  }

  @Test
  void knowsNothingOfADatabaseWithoutLoans() {
    DataState state = read();
    assertThat(state.newestLoad()).isEmpty();
    assertThat(state.lastCheck()).isEmpty();
  }

  @Test
  void saysOnceWhatItMayNotRead() {
    owner.sql("REVOKE SELECT (known_at) ON feature_store.ingest FROM surety_watcher").update();
    try (DataReadings readings = new DataReadings(watcher, Clock.systemUTC(), lines::add)) {
      readings.start();
      Eventually.within(PATIENCE, "a reading failed", () -> readings.failed() > 0);
      assertThat(readings.last()).isEmpty();
    }
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("data unread because=")
        .contains("permission denied");
  }

  private DataState read() {
    try (DataReadings readings = new DataReadings(watcher, Clock.systemUTC(), lines::add)) {
      readings.start();
      Eventually.within(PATIENCE, "it was read", () -> readings.taken() > 0);
      return readings.last().orElseThrow();
    }
  }
}
