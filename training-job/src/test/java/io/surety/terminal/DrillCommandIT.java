package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where a drill does not begin. */
class DrillCommandIT {

  @TempDir private Path folder;

  private TestDatabase database;
  private TestPerson owner;

  @BeforeEach
  void migrate() {
    database = TestDatabase.create();
    owner = TestPerson.of(database, database.user(), database.password());
    owner.types("migrate").endsWith(ExitCode.DONE);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void refusesLoansOfRealPeople() throws IOException {
    owner.types("ingest", book().toString()).endsWith(ExitCode.DONE);

    owner
        .types("drill", "--approve-as", "Olga Officer", "--reason", "game day")
        .endsWith(ExitCode.FAILED)
        .says("The database holds loans of real people, and a drill does not play with them");
    nothingHappened();
  }

  @Test
  void refusesSimulatedLoansAmongThoseOfRealPeople() throws IOException {
    owner.types("ingest", book().toString()).endsWith(ExitCode.DONE);
    markFirstLoadAsSimulated();
    JdbcClient.create(database.owner())
        .sql(
            """
            INSERT INTO feature_store.ingest
              (ingest_id, file_name, sha256, source, known_at, rows_read, added, changed, unchanged,
               repeated, quarantined)
            VALUES (99, 'real.csv', 'other', 'file', now(), 1, 1, 0, 0, 0, 0)
            """)
        .update();

    owner.types("drill").endsWith(ExitCode.FAILED).says("holds loans of real people");
    nothingHappened();
  }

  @Test
  void refusesAnEmptyLedger() {
    owner
        .types("drill")
        .endsWith(ExitCode.FAILED)
        .says("The database holds no loans, so there is nothing to drill on");
  }

  @Test
  void refusesWhereNobodyIsChampion() throws IOException {
    owner.types("ingest", book().toString()).endsWith(ExitCode.DONE);
    markFirstLoadAsSimulated();

    owner
        .types("drill")
        .endsWith(ExitCode.FAILED)
        .says("No version of loan-risk is champion, so nobody's breaker can open");
    nothingHappened();
  }

  private void nothingHappened() {
    assertThat(
            JdbcClient.create(database.owner())
                .sql("SELECT count(*) FROM run_log.run WHERE kind = 'drill'")
                .query(Long.class)
                .single())
        .isZero();
  }

  private void markFirstLoadAsSimulated() {
    JdbcClient.create(database.owner())
        .sql("UPDATE feature_store.ingest SET source = 'simulated'")
        .update();
  }

  private Path book() throws IOException {
    Path file = folder.resolve("book.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      LoanBook.write(20, 1, out, _ -> {});
    }
    return file;
  }
}
