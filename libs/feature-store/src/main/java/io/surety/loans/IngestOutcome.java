package io.surety.loans;

import java.time.Instant;
import java.util.List;

/** What became of a file. */
public sealed interface IngestOutcome {

  /**
   * The file is in the ledger, and the features of the users it touched are right again.
   *
   * @param read rows of the file, without its header
   * @param added loans that were not known
   * @param changed loans that came with other content: it is their new version now
   * @param unchanged loans that were known exactly so
   * @param repeated rows that say the same as an earlier row of the file
   * @param quarantined rows that broke a rule
   * @param usersRecomputed users whose features were computed anew
   * @param knownAt the moment from which the ledger knows this; names the state of the data
   */
  record Loaded(
      long read,
      long added,
      long changed,
      long unchanged,
      long repeated,
      long quarantined,
      long usersRecomputed,
      Instant knownAt)
      implements IngestOutcome {}

  /**
   * The same file had been loaded before, and nothing was changed.
   *
   * @param fileName its name then
   * @param knownAt when it was loaded
   */
  record AlreadyKnown(long read, String fileName, Instant knownAt) implements IngestOutcome {}

  /**
   * The file was refused whole, and the database is as it was.
   *
   * @param reason why, in a sentence that names the file
   * @param firstBadRows the first rows that broke a rule, if any did
   */
  record Refused(String reason, List<BadRow> firstBadRows) implements IngestOutcome {

    static Refused because(UnreadableFile unreadable) {
      return new Refused(String.valueOf(unreadable.getMessage()), List.of());
    }
  }
}
