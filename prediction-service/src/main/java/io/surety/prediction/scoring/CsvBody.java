package io.surety.prediction.scoring;

import static io.surety.prediction.scoring.UserFields.USER_ID;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.bundle.UnfitColumns;
import io.surety.prediction.batches.CsvLines;
import io.surety.web.MalformedRequest;
import java.time.Clock;
import java.util.ArrayList;
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
    CsvLines lines = new CsvLines(body);
    if (!lines.hasNext()) {
      throw MalformedRequest.because(
          "The request needs a body of CSV that begins with a header of names.");
    }
    Reading reading = reading(lines.next());
    List<ScoreItem> items = new ArrayList<>();
    while (lines.hasNext()) {
      List<String> cells = lines.next();
      ScoreRequest.requireNotTooMany("", items.size() + 1);
      items.add(reading.read(cells, "[" + items.size() + "]"));
    }
    return new ScoreRequest.Several(items);
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

  /** Reads the cells of one row. */
  private interface Reading {

    ScoreItem read(List<String> cells, String path);
  }
}
