package io.surety.terminal;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads files of Apache Parquet. */
final class ParquetTable {

  private ParquetTable() {}

  /** The values of each row by the names of their columns; what is null is left out. */
  static List<Map<String, String>> rows(Path file) throws IOException {
    try (Stream<Map<String, String>> rows =
        ParquetReader.streamContent(
            file.toFile(),
            HydratorSupplier.constantly(
                new Hydrator<Map<String, String>, Map<String, String>>() {
                  @Override
                  public Map<String, String> start() {
                    return new LinkedHashMap<>();
                  }

                  @Override
                  public Map<String, String> add(
                      Map<String, String> row, String heading, Object value) {
                    if (value != null) {
                      row.put(heading, value.toString());
                    }
                    return row;
                  }

                  @Override
                  public Map<String, String> finish(Map<String, String> row) {
                    return row;
                  }
                }))) {
      return rows.toList();
    }
  }
}
