package io.surety.loans;

import java.sql.SQLException;

/**
 * The database failed during an ingest. It holds all of the file or nothing of it; loading the file
 * again is right in both cases, because a file that is there already changes nothing.
 */
public final class IngestFailed extends RuntimeException {

  IngestFailed(String fileName, SQLException cause) {
    super(
        "The database failed while %s was being loaded, so nothing of it is there, or all of it:"
                .formatted(fileName)
            + " load it again, and it will be there once. The database said: "
            + cause.getMessage(),
        cause);
  }
}
