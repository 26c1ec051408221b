package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that is out of service scores nobody, in a batch either. */
class BatchUnderBreakerIT {

  @TempDir private Path folder;

  @Test
  void isScoredByWhoeverAnswersInsteadAndByNobodyWhenThePolicyDoes()
      throws IOException, SQLException {
    try (BatchedBook book = new BatchedBook(folder)) {
      book.train(20);
      book.serve("2");
      book.batch("calm", "--out", "table").endsWith(ExitCode.DONE).says("by loan-risk/2");

      book.approver().decides("breaker", "open", "2").endsWith(ExitCode.DONE);

      book.batch("open", "--out", "table")
          .endsWith(ExitCode.DONE)
          .says("The breaker of loan-risk/2 is open, so loan-risk/1 scores instead.");
      assertThat(book.logged("open"))
          .isNotEmpty()
          .allMatch(each -> each.version().equals(BatchedBook.VERSION));
      book.batch("named", "--out", "table", "--model", "2")
          .endsWith(ExitCode.DONE)
          .says("by loan-risk/2");

      book.approver().decides("breaker", "open", "2", "--policy", "refer").endsWith(ExitCode.DONE);

      book.batch("policy", "--out", "table")
          .endsWith(ExitCode.FAILED)
          .says("no version may answer instead, so nobody is scored");
      assertThat(book.logged("policy")).isEmpty();
    }
  }
}
