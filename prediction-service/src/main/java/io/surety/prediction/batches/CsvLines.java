package io.surety.prediction.batches;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.surety.web.MalformedRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a body of comma-separated values (RFC 4180, UTF-8) as lists of cells. */
public final class CsvLines {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final Pattern LINE = Pattern.compile("starting at line (?<number>[0-9]+)");

  private final Iterator<CsvRecord> lines;

  /** Reads a whole body, with a byte order mark or without; empty lines are skipped. */
  public CsvLines(byte[] body) {
    this.lines =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(decoded(body))
            .iterator();
  }

  /** Whether there is another line. */
  public boolean hasNext() {
    try {
      return lines.hasNext();
    } catch (CsvParseException broken) {
      throw refused(broken);
    } catch (UncheckedIOException broken) {
      throw MalformedRequest.because("The body is not UTF-8; send it encoded so.");
    }
  }

  /** The cells of the next line. */
  public List<String> next() {
    try {
      List<String> cells = lines.next().getFields();
      BatchLimits.requireColumns("", cells.size());
      return cells;
    } catch (CsvParseException broken) {
      throw refused(broken);
    } catch (UncheckedIOException broken) {
      throw MalformedRequest.because("The body is not UTF-8; send it encoded so.");
    }
  }

  private static MalformedRequest refused(CsvParseException broken) {
    String words = words(broken);
    if (words.contains("limit of") && words.contains("fields")) {
      return BatchLimits.tooManyColumns("");
    }
    Matcher line = LINE.matcher(words);
    return MalformedRequest.because(
        "The body is not valid CSV%s: %s"
            .formatted(
                line.find() ? " in the record that begins at line " + line.group("number") : "",
                words.contains("field size")
                        || words.contains("record size")
                        || words.contains("buffer size")
                    ? "a cell or the whole record is longer than is read here. Perhaps a quote is missing."
                    : "a cell that begins with a quote ends with one, behind which comes a comma or the end of the line. Write a quote inside it twice."));
  }

  /** What the reader says, which is not for callers, with what made it say so. */
  private static String words(CsvParseException broken) {
    return broken.getMessage()
        + " "
        + (broken.getCause() == null ? "" : broken.getCause().getMessage());
  }

  private static Reader decoded(byte[] body) {
    int from = Arrays.equals(body, 0, Math.min(3, body.length), MARK, 0, 3) ? 3 : 0;
    return new InputStreamReader(
        new ByteArrayInputStream(body, from, body.length - from),
        StandardCharsets.UTF_8.newDecoder());
  }
}
