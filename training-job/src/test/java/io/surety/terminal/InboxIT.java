package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A folder that files of loans are laid into, and a job that takes them night by night. */
class InboxIT {

  @TempDir static Path inbox;

  @Test
  void aRefusedFileKeepsNoOtherOut() throws IOException {
    Files.writeString(inbox.resolve("a.csv"), "nonsense\n1\n");
    try (OutputStream out = Files.newOutputStream(inbox.resolve("b.csv"))) {
      LoanBook.write(50, 1, out, _ -> {});
    }
    Files.writeString(inbox.resolve("c.csv.gz"), "no gzip");
    try (TestDatabase database = TestDatabase.create()) {
      TestPerson owner = TestPerson.of(database, database.user(), database.password());
      owner.types("migrate").endsWith(ExitCode.DONE);

      TestPerson.Ran first = owner.types("ingest", "--inbox", inbox.toString());

      first
          .endsWith(ExitCode.FAILED)
          .says("a.csv", "c.csv.gz", "50 users", "Of 3 files in " + inbox + ", 2 could not be");
      long loans = loans(database);
      assertThat(loans).isGreaterThan(50);
      owner
          .types("ingest", "--inbox", inbox.toString())
          .endsWith(ExitCode.FAILED)
          .says("loaded before", "2 could not be loaded");
      assertThat(loans(database)).isEqualTo(loans);

      Files.delete(inbox.resolve("a.csv"));
      Files.delete(inbox.resolve("c.csv.gz"));
      owner.types("ingest", "--inbox", inbox.toString()).endsWith(ExitCode.DONE);
    }
  }

  private static long loans(TestDatabase database) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM feature_store.loan")
        .query(Long.class)
        .single();
  }
}
