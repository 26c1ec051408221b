package io.surety.loans;

import java.sql.SQLException;

/** The database failed during an ingest, and is as it was before. */
public final class IngestFailed extends RuntimeException {

  IngestFailed(String fileName, SQLException cause) {
    super(
        "The database failed while "
            + fileName
            + " was being loaded, and is as it was before: "
            + cause.getMessage(),
        cause);
  }
}
