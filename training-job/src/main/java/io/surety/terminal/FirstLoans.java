package io.surety.terminal;

import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sees to it that there are loans: those of a file, or a simulated book where there are none.
 *
 * @param file loans of real people
 * @param users of the simulated book, when one is needed
 * @param apart the refusal to bring real people's loans where simulated ones are
 */
public record FirstLoans(Optional<Path> file, long users, Supplier<CommandFailed> apart) {

  private static final long SEED = 1;

  /** Loads what is missing, and tells what the ledger holds then. */
  public KnownLoans see(OpenDatabase database, Session session) {
    KnownLoans known = KnownLoans.in(database.as(Purpose.TRAINING));
    if (file.isPresent() && known.simulatedFiles() > 0) {
      throw apart.get();
    }
    if (file.isPresent()) {
      bring(LoanSource.of(file.get()), database, session);
    } else if (known.none()) {
      bring(SimulatedLoans.of(users, SEED), database, session);
    }
    return KnownLoans.in(database.as(Purpose.TRAINING));
  }

  private static void bring(LoanSource source, OpenDatabase database, Session session) {
    Intake.run(database, source, IngestRules.DEFAULT, session);
  }
}
