package io.surety.batch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.surety.feature.UserId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values (RFC 4180, UTF-8, plain or gzip) that a batch scores. A header
 * that names {@code user_id} alone makes it one of users, who are scored with what is known of
 * them; with any other its rows bring what the model asks for.
 */
public record InputFile(Path path) {

  static final String USER_ID = "user_id";

  private static final int BUFFER = 1 << 16;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Takes a line behind the header; the first has the place 0. Lines with nothing have none. */
  interface Line {
    void take(long place, List<String> cells);
  }

  /** Whether it names users. Looks no further than the header. */
  public boolean isOfUsers() {
    return isOfUsers(header());
  }

  /** The names of its columns. */
  List<String> header() {
    try (CsvReader<CsvRecord> lines = open()) {
      return header(lines.iterator());
    } catch (CsvParseException | UncheckedIOException broken) {
      throw new BatchFailed(
          "The header of %s is not valid CSV in UTF-8 (%s); mend the file."
              .formatted(path, broken.getMessage()),
          broken);
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  static boolean isOfUsers(List<String> header) {
    return header.equals(List.of(USER_ID));
  }

  /**
   * Gives out every line.
   *
   * @param opened is given the header, and says who takes the lines
   */
  void each(Function<List<String>, Line> opened) {
    try (CsvReader<CsvRecord> lines = open()) {
      Iterator<CsvRecord> each = lines.iterator();
      Line line = opened.apply(header(each));
      for (long place = 0; each.hasNext(); place++) {
        line.take(place, each.next().getFields());
      }
    } catch (CsvParseException | UncheckedIOException broken) {
      throw new BatchFailed(
          "%s is not valid CSV in UTF-8 (%s). Rows before that were scored; mend the file and score it with another --key."
              .formatted(path, broken.getMessage()),
          broken);
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  /** The user of a cell; null when it names none. */
  static @Nullable UserId user(String cell) {
    try {
      if (cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return new UserId(Long.parseLong(cell));
      }
    } catch (NumberFormatException emptyOrTooLarge) {
      // As any other text.
    }
    return null;
  }

  private List<String> header(Iterator<CsvRecord> lines) {
    if (!lines.hasNext()) {
      throw new BatchFailed(
          "%s is empty; it begins with a header: names of inputs, or user_id alone."
              .formatted(path));
    }
    return lines.next().getFields();
  }

  private BatchFailed unreadable(IOException failure) {
    return new BatchFailed(
        "%s cannot be read (%s).".formatted(path, failure.getMessage()), failure);
  }

  private CsvReader<CsvRecord> open() throws IOException {
    PushbackInputStream bytes =
        new PushbackInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER), 3);
    byte[] first = bytes.readNBytes(2);
    bytes.unread(first);
    boolean compressed = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    InputStream plain = compressed ? new GZIPInputStream(bytes, BUFFER) : bytes;
    return CsvReader.builder()
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(
            new InputStreamReader(withoutMark(plain), StandardCharsets.UTF_8.newDecoder()));
  }

  /** Spreadsheets begin UTF-8 with a mark; the reader of CSV passes over it in bytes alone. */
  private static InputStream withoutMark(InputStream text) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(text, MARK.length);
    byte[] first = bytes.readNBytes(MARK.length);
    if (!Arrays.equals(first, MARK)) {
      bytes.unread(first);
    }
    return bytes;
  }
}
