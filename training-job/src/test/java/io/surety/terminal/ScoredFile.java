package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a batch wrote to a file ending in {@code .csv} or {@code .parquet}. */
record ScoredFile(Path path) {

  /** The values of each row by the names of their columns; what is empty is left out. */
  List<Map<String, String>> rows() throws IOException {
    if (path.toString().endsWith(".parquet")) {
      return ParquetTable.rows(path);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(path)) {
      for (NamedCsvRecord each : records) {
        Map<String, String> row = new LinkedHashMap<>(each.getFieldsAsMap());
        row.values().removeIf(String::isEmpty);
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows without their ids, which no two batches share, each as a text. */
  List<String> answers() throws IOException {
    List<String> answers = new ArrayList<>();
    for (Map<String, String> row : rows()) {
      assertThat(row.remove("prediction_id")).isNotNull();
      answers.add(row.toString());
    }
    return answers;
  }
}
