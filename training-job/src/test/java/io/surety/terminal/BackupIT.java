package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.backup.BackupFile;
import io.surety.backup.BackupManifest;
import io.surety.backup.UnreadableBackup;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of 2,000 simulated users, with a decision, to a file and back. */
class BackupIT {

  private static final List<String> TABLES =
      List.of(
          "feature_store.ingest",
          "feature_store.loan",
          "feature_store.loan_features",
          "feature_store.quarantine",
          "prediction_log.async_process",
          "prediction_log.consistency_check",
          "prediction_log.consistency_difference",
          "prediction_log.dropped_day",
          "prediction_log.erasure",
          "prediction_log.linked_load",
          "prediction_log.outcome",
          "prediction_log.prediction",
          "prediction_log.retention_rule",
          "prediction_log.tally",
          "registry.bundle",
          "registry.decision",
          "registry.identity",
          "registry.model_version",
          "run_log.agreement",
          "run_log.checkpoint",
          "run_log.ending",
          "run_log.mlflow_logged",
          "run_log.rejected_row",
          "run_log.run");

  @TempDir static Path folder;

  private static TestDatabase origin;
  private static TestPerson owner;

  @BeforeAll
  static void makeAndSave() throws IOException {
    origin = TestDatabase.create();
    owner = personOn(origin);
    owner.types("migrate").endsWith(ExitCode.DONE);
    Path book = folder.resolve("book.csv");
    try (OutputStream out = Files.newOutputStream(book)) {
      LoanBook.write(2_000, 1, out, written -> {});
    }
    owner.types("ingest", book.toString()).endsWith(ExitCode.DONE);
    owner.types(
        "train", "--by", "Dora Data", "--report", file("report.html"), "--set", "learner.trees=10");
    owner.decides("reject", "1").endsWith(ExitCode.DONE);
    logPredictions();
    owner
        .types("backup", "--out", file("one.backup"))
        .endsWith(ExitCode.DONE)
        .says("1 version", "3 predictions");
  }

  /** On two days, and somebody was erased. */
  private static void logPredictions() {
    JdbcClient log = JdbcClient.create(origin.owner());
    log.sql("SELECT prediction_log.prepare_days('2026-03-01', 2)").query().listOfRows();
    log.sql(
            """
            INSERT INTO prediction_log.prediction
              (prediction_id, user_id, model_name, model_version, role, inputs, margin, probability,
               score, decision)
            SELECT
              overlay(prediction_log.first_id_of(DATE '2026-03-01' + user_id::int % 2)::text
                PLACING '7' FROM 15 FOR 1)::uuid, user_id, 'loan-risk', 1, 'champion',
              ARRAY[1.5, NULL], -1, 0.25, 600, 'refer'
            FROM generate_series(1, 2) user_id
            UNION ALL
            SELECT '019ca8d7-2d7b-7000-8000-000000000024', 3, 'loan-risk', 1, 'canary',
              ARRAY[2, 3], 1, 0.75, 500, 'decline'
            """)
        .update();
    log.sql("SELECT prediction_log.set_retention(700, 'Risk Officer', 'As long as needed.')")
        .query()
        .listOfRows();
    log.sql("SELECT prediction_log.erase(1, 'Risk Officer', 'The person asked.')")
        .query()
        .listOfRows();
  }

  @AfterAll
  static void drop() {
    origin.close();
  }

  @Test
  void bringsEveryRowBackAsItWasAndLeavesTheGuardsOn() {
    try (TestDatabase restored = TestDatabase.create()) {
      TestPerson person = personOn(restored);
      person
          .types("restore", file("one.backup"))
          .endsWith(ExitCode.DONE)
          .says("is whole", "1 version, 1 decision");

      assertThat(contents(restored)).isEqualTo(contents(origin));
      assertThat(guards(restored)).isEqualTo(guards(origin)).isNotEmpty();
      assertThat(person.types("show", "1", "--json").out())
          .isEqualTo(owner.types("show", "1", "--json").out());
      person
          .types("restore", file("one.backup"))
          .endsWith(ExitCode.FAILED)
          .says("holds rows already", "Nothing was changed");
      person.decides("approve", "1").endsWith(ExitCode.FAILED).says("rejected already");
    }
  }

  /** As a managed server has it: an administrator made the group roles, and owns nothing else. */
  @Test
  void isRestoredByAnOwnerWhoMayMakeNoRoles() {
    try (TestDatabase restored = TestDatabase.create()) {
      JdbcClient administrator = JdbcClient.create(restored.owner());
      administrator.sql("CREATE ROLE owner_of_schemas LOGIN PASSWORD 'secret'").update();
      administrator
          .sql("GRANT CREATE, CONNECT ON DATABASE " + restored.name() + " TO owner_of_schemas")
          .update();

      TestPerson.of(restored, "owner_of_schemas", "secret")
          .types("restore", file("one.backup"))
          .endsWith(ExitCode.DONE)
          .says("is whole", "1 version, 1 decision");

      assertThat(contents(restored)).isEqualTo(contents(origin));
      assertThat(guards(restored)).isEqualTo(guards(origin)).isNotEmpty();
    }
  }

  @Test
  void isRestoredWhereARestoreWasKilledWhileItMadeTheTables() {
    try (TestDatabase restored = TestDatabase.create()) {
      FeatureStoreMigrations.migrate(restored.owner());

      personOn(restored).types("restore", file("one.backup")).endsWith(ExitCode.DONE);

      assertThat(contents(restored)).isEqualTo(contents(origin));
    }
  }

  @Test
  void refusesADamagedFileAndLeavesTheDatabaseEmpty() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("one.backup"));
    Path damaged = folder.resolve("damaged.backup");
    Random random = new Random(20261122);
    try (TestDatabase empty = TestDatabase.create()) {
      TestPerson person = personOn(empty);
      person.types("migrate").endsWith(ExitCode.DONE);
      Map<String, String> before = contents(empty);
      for (int attempt = 0; attempt < 5; attempt++) {
        Files.write(damaged, Arrays.copyOf(whole, random.nextInt(whole.length)));
        person
            .types("restore", damaged.toString())
            .endsWith(ExitCode.FAILED)
            .says("is no backup, or it was cut off or damaged");
      }
      byte[] inTheMiddle = whole.clone();
      inTheMiddle[whole.length / 2] ^= 1;
      Files.write(damaged, inTheMiddle);
      person.types("restore", damaged.toString()).endsWith(ExitCode.FAILED).says("backup");
      person.types("restore", file("missing.backup")).says("There is no backup");
      assertThat(contents(empty)).isEqualTo(before);
    }
  }

  /** Seed 7: whatever bit is flipped, it is refused, or every table is proved to be what it was. */
  @Test
  void neverTakesAChangedTableForTheOneThatWasWritten() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("one.backup"));
    Path damaged = folder.resolve("flipped.backup");
    BackupManifest written;
    try (BackupFile file = BackupFile.open(folder.resolve("one.backup"))) {
      written = file.manifest();
    }
    Random random = new Random(7);
    int refused = 0;
    for (int attempt = 0; attempt < 200; attempt++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, flipped);
      try (BackupFile file = BackupFile.open(damaged)) {
        file.verify((_, _) -> {});
        assertThat(file.manifest()).isEqualTo(written);
      } catch (UnreadableBackup clean) {
        refused++;
        assertThat(clean.getMessage()).contains("backup").endsWith(".");
      }
    }
    assertThat(refused).isGreaterThan(180);
  }

  @Test
  void savesEveryTableThatTheMigrationsMake() {
    assertThat(
            JdbcClient.create(origin.owner())
                .sql(
                    """
                    SELECT schemaname || '.' || tablename FROM pg_catalog.pg_tables
                    WHERE schemaname IN ('feature_store', 'registry', 'run_log', 'prediction_log')
                      AND tablename <> 'flyway_schema_history'
                      AND tablename !~ '^prediction_[0-9]{8}$'
                    ORDER BY 1
                    """)
                .query(String.class)
                .list())
        .isEqualTo(TABLES);
  }

  /** What each table holds, hashed row by row. */
  private static Map<String, String> contents(TestDatabase database) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String table : TABLES) {
      contents.put(
          table,
          JdbcClient.create(database.owner())
              .sql(
                  "SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY"
                      + " md5(t::text))), '') FROM "
                      + table
                      + " t")
              .query(String.class)
              .single());
    }
    return contents;
  }

  private static List<String> guards(TestDatabase database) {
    return JdbcClient.create(database.owner())
        .sql(
            """
            SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text
            FROM pg_catalog.pg_trigger
            WHERE NOT tgisinternal
            ORDER BY 1
            """)
        .query(String.class)
        .list();
  }

  private static TestPerson personOn(TestDatabase database) {
    return TestPerson.of(database, database.user(), database.password());
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
