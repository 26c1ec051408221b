package io.surety.prediction.scoring;

import static io.surety.prediction.scoring.UserFields.USER_ID;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.bundle.UnfitColumns;
import io.surety.web.MalformedRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads a body of comma-separated values (RFC 4180, UTF-8): a header, then a row a line. The header
 * names inputs or their aliases in any order, or {@code user_id} with {@code as_of} and {@code
 * basis} if need be. A cell with nothing in it is a missing value; lines with nothing in them are
 * skipped.
 */
final class CsvBody {

  private final RowBinder binder;
  private final Clock clock;

  CsvBody(RowBinder binder, Clock clock) {
    this.binder = binder;
    this.clock = clock;
  }

  ScoreRequest.Several read(byte[] body) {
    Iterator<CsvRecord> lines = lines(decoded(body));
    try {
      if (!lines.hasNext()) {
        throw MalformedRequest.because(
            "The request needs a body of CSV that begins with a header of names.");
      }
      Reading reading = reading(lines.next().getFields());
      List<ScoreItem> items = new ArrayList<>();
      while (lines.hasNext()) {
        List<String> cells = lines.next().getFields();
        ScoreRequest.requireNotTooMany("", items.size() + 1);
        items.add(reading.read(cells, "[" + items.size() + "]"));
      }
      return new ScoreRequest.Several(items);
    } catch (CsvParseException broken) {
      throw MalformedRequest.because("The body is not valid CSV: " + broken.getMessage() + ".");
    }
  }

  private Reading reading(List<String> header) {
    if (header.contains(USER_ID)) {
      UserColumns columns = UserColumns.of(header);
      return (cells, path) -> columns.read(cells, path, clock);
    }
    Arrangement arranged = arrange(header);
    return (cells, path) -> new ScoreItem.OfRow(Rows.require(arranged.bindTexts(cells), path));
  }

  private Arrangement arrange(List<String> header) {
    try {
      return binder.arrange(header);
    } catch (UnfitColumns unfit) {
      throw Rows.refused(unfit, "");
    }
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException broken) {
      throw MalformedRequest.because("The body is not UTF-8; send it encoded so.");
    }
  }

  private static Iterator<CsvRecord> lines(String text) {
    return CsvReader.builder()
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)
        .iterator();
  }

  /** Reads the cells of one row. */
  private interface Reading {

    ScoreItem read(List<String> cells, String path);
  }
}
