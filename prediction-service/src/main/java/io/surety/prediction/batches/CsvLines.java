package io.surety.prediction.batches;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.surety.web.MalformedRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** The lines of a body of comma-separated values (RFC 4180, UTF-8) as lists of cells. */
public final class CsvLines {

  private final Iterator<CsvRecord> lines;

  /** Reads a whole body, with a byte order mark or without; empty lines are skipped. */
  public CsvLines(byte[] body) {
    String text = decoded(body);
    this.lines =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)
            .iterator();
  }

  /** Whether there is another line. */
  public boolean hasNext() {
    try {
      return lines.hasNext();
    } catch (CsvParseException broken) {
      throw refused(broken);
    }
  }

  /** The cells of the next line. */
  public List<String> next() {
    try {
      return lines.next().getFields();
    } catch (CsvParseException broken) {
      throw refused(broken);
    }
  }

  private static MalformedRequest refused(CsvParseException broken) {
    return MalformedRequest.because("The body is not valid CSV: " + broken.getMessage() + ".");
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException broken) {
      throw MalformedRequest.because("The body is not UTF-8; send it encoded so.");
    }
  }
}
