package io.surety.prediction.invocations;

import io.surety.bundle.Arrangement;
import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.batches.CsvLines;
import io.surety.web.MalformedRequest;
import java.util.List;

/** Reads CSV with a header, as {@code to_csv(index=False)} of a data frame writes it. */
final class CsvTable {

  private CsvTable() {}

  /** The rows in the order of the model's schema; the first wrong one refuses all. */
  static BoundRows bind(RowBinder binder, byte[] body) {
    CsvLines lines = new CsvLines(body);
    if (!lines.hasNext()) {
      throw MalformedRequest.because(
          "The request needs a body of CSV that begins with a header of names.");
    }
    Arrangement arrangement = arrange(binder, lines.next());
    BoundRows rows = new BoundRows("", binder.inSchemaOrder().size(), 0);
    while (lines.hasNext()) {
      rows.add(arrangement.bindTexts(lines.next()));
    }
    return rows;
  }

  private static Arrangement arrange(RowBinder binder, List<String> header) {
    if (header.getFirst().isEmpty()) {
      throw MalformedRequest.because(
          "The first column has no name. Leave the index of a data frame out:"
              + " to_csv(index=False).");
    }
    return BoundRows.arrange(binder, header, "");
  }
}
