package io.surety.loans;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a file of loans comes from: comma-separated values in UTF-8, plain or compressed with gzip
 * (told by its first bytes, not by its name).
 *
 * @param name how the file is called in the ledger and in messages
 * @param kind whether people lent this money or the simulator did
 * @param opener opens the bytes
 */
public record LoanSource(String name, Kind kind, Opener opener) {

  /** Who made the loans. */
  public enum Kind {
    FILE,
    SIMULATED
  }

  /** Opens the bytes of a source; the reader closes them. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** Refuses a source without a name. */
  public LoanSource {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A source of loans has a name, but this one is blank.");
    }
  }

  /** A file of loans as it was exported by the lender. */
  public static LoanSource of(Path file) {
    Path fileName = file.getFileName();
    return new LoanSource(
        fileName == null ? file.toString() : fileName.toString(),
        Kind.FILE,
        () -> Files.newInputStream(file));
  }

  /** A stream that can be read only once, such as standard input. */
  public static LoanSource ofStream(String name, InputStream stream) {
    return new LoanSource(name, Kind.FILE, () -> stream);
  }

  /** The same bytes, marked as made by the simulator. */
  public LoanSource simulated() {
    return new LoanSource(name, Kind.SIMULATED, opener);
  }
}
