package io.surety.loans;

import java.time.Clock;
import javax.sql.DataSource;

/** The ledger of loans in PostgreSQL. */
@SuppressWarnings("DoNotCallSuggester")
public final class LoanLedger {

  public LoanLedger(DataSource database, Clock clock) {}

  /** Loads a file whole, or refuses it whole. */
  public IngestOutcome ingest(LoanSource file, IngestRules rules, Progress progress) {
    throw new UnsupportedOperationException();
  }
}
