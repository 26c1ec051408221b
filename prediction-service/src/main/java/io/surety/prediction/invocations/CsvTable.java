package io.surety.prediction.invocations;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.surety.bundle.Arrangement;
import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.LoadedModel;
import io.surety.web.MalformedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads CSV with a header, as {@code to_csv(index=False)} of a data frame writes it. */
final class CsvTable {

  private static final int EXPECTED = 1024;

  private CsvTable() {}

  /** The rows in the order of the model's schema; the first wrong one refuses all. */
  static BoundRows bind(LoadedModel model, byte[] body) {
    BoundRows rows = new BoundRows("", model.inputs().size(), EXPECTED);
    try (CsvReader<CsvRecord> csv =
            CsvReader.builder().detectBomHeader(true).ofCsvRecord(new ByteArrayInputStream(body));
        CloseableIterator<CsvRecord> records = csv.iterator()) {
      if (!records.hasNext()) {
        throw MalformedRequest.because("The CSV is empty; it begins with a line of names.");
      }
      Arrangement arrangement = arrange(model, records.next().getFields());
      while (records.hasNext()) {
        rows.add(arrangement.bindTexts(records.next().getFields()));
      }
      return rows;
    } catch (CsvParseException unreadable) {
      throw MalformedRequest.because(
          "The body is not valid CSV after %d rows.".formatted(rows.count()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory could not be read.", impossible);
    }
  }

  private static Arrangement arrange(LoadedModel model, List<String> header) {
    if (header.getFirst().isEmpty()) {
      throw MalformedRequest.because(
          "The first column has no name. Leave the index of a data frame out: to_csv(index=False).");
    }
    return BoundRows.arrange(model.binder(), header, "");
  }
}
