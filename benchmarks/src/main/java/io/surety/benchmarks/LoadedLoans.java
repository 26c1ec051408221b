package io.surety.benchmarks;

import io.surety.benchmarks.process.DurableServer;
import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the loans of a file and their features. */
final class LoadedLoans {

  private LoadedLoans() {}

  /** Makes it, and gives the login that trains. */
  static PGSimpleDataSource in(DurableServer server, Path file, Session session)
      throws SQLException {
    DataSource owner = server.createDatabase();
    FeatureStoreMigrations.migrate(owner);
    PGSimpleDataSource trainer = server.trainer(owner);
    try (Activity step = session.console().step("Loading")) {
      step.at("loans and features");
      IngestOutcome outcome =
          new LoanLedger(trainer, session.clock())
              .ingest(LoanSource.of(file), IngestRules.DEFAULT, Progress.SILENT);
      if (!(outcome instanceof IngestOutcome.Loaded loaded)) {
        throw new CommandFailed("The file was not loaded: " + outcome);
      }
      step.done(Console.count(loaded.added(), "loan") + " in the feature table");
    }
    return trainer;
  }
}
