package io.surety.loans;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The rows of a file of loans, read once from first to last in constant memory. Whatever keeps the
 * file from being read is an {@link UnreadableFile}, whose message says so in a sentence.
 */
final class LoanFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_FIELD = 1 << 20;

  private final String name;
  private final LoanRow row = new LoanRow();
  private final MessageDigest digest;
  private final CloseableIterator<LoanRow> rows;
  private final Header header;
  private long read;

  private LoanFile(String name, InputStream bytes) throws UnreadableFile {
    this.name = name;
    this.digest = sha256Digest();
    this.rows =
        CsvReader.builder()
            .detectBomHeader(true)
            .maxBufferSize(LONGEST_FIELD)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(new RowCollector(row), new DigestInputStream(bytes, digest))
            .iterator();
    if (!advance()) {
      throw new UnreadableFile(name + " is empty: it has not even a header.");
    }
    this.header = Header.of(name, row);
  }

  /** Opens a file and reads its header. */
  static LoanFile open(LoanSource source) throws UnreadableFile {
    try {
      InputStream opened = source.opener().open();
      try {
        return new LoanFile(source.name(), decompressed(opened));
      } catch (IOException | UnreadableFile refused) {
        opened.close();
        throw refused;
      }
    } catch (IOException failure) {
      throw unreadable(source.name(), 0, failure);
    }
  }

  private static InputStream decompressed(InputStream bytes) throws IOException {
    PushbackInputStream peekable = new PushbackInputStream(bytes, 2);
    byte[] first = peekable.readNBytes(2);
    peekable.unread(first);
    boolean compressed = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    return compressed ? new GZIPInputStream(peekable, BUFFER) : peekable;
  }

  /** Moves to the next row; false after the last. */
  boolean next() throws UnreadableFile {
    boolean there = advance();
    if (there) {
      read++;
    }
    return there;
  }

  private boolean advance() throws UnreadableFile {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      rows.next();
      return true;
    } catch (UncheckedIOException | CsvParseException failure) {
      if (failure.getCause() instanceof IOException cause) {
        throw unreadable(name, read, cause);
      }
      throw new UnreadableFile(
          "%s is not comma-separated values after its row %d: %s."
              .formatted(name, read, failure.getMessage()),
          failure);
    }
  }

  private static UnreadableFile unreadable(String name, long read, IOException failure) {
    return new UnreadableFile(
        name + " cannot be read after " + read + " rows: " + describe(failure) + ".", failure);
  }

  private static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "reading it is not permitted";
      case EOFException _ -> "its compressed data end too early";
      case ZipException broken -> "its compressed data are broken (" + broken.getMessage() + ")";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** The row moved to, valid until the next move. */
  LoanRow row() {
    return row;
  }

  Header header() {
    return header;
  }

  /** How many rows were read so far, without the header. */
  long read() {
    return read;
  }

  /** The SHA-256 of the bytes, uncompressed, as hexadecimal digits; whole after the last row. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws UnreadableFile {
    try {
      rows.close();
    } catch (IOException failure) {
      throw unreadable(name, read, failure);
    }
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
    }
  }

  /** Collects the fields of a record into the one row. */
  private static final class RowCollector extends AbstractBaseCsvCallbackHandler<LoanRow> {

    private final LoanRow row;

    RowCollector(LoanRow row) {
      this.row = row;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      row.begin(startingLineNumber);
    }

    @Override
    protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
      row.add(buf, offset, len);
    }

    @Override
    protected LoanRow buildRecord() {
      return row;
    }
  }
}
