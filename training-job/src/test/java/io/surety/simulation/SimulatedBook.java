package io.surety.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A loan book read back as a stranger would read it: by the names in its header. */
record SimulatedBook(List<String> header, List<Row> rows) {

  /** One line of the file, by column. */
  record Row(Map<String, String> columns) {

    String text(String column) {
      return columns.get(column);
    }

    long whole(String column) {
      return Long.parseLong(text(column));
    }

    double real(String column) {
      return Double.parseDouble(text(column));
    }

    LocalDate date(String column) {
      return LocalDate.parse(text(column));
    }

    boolean unpaid() {
      return text("status").equals("1");
    }
  }

  static SimulatedBook of(long users, long seed) {
    return read(bytes(users, seed));
  }

  static byte[] bytes(long users, long seed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      LoanBook.write(users, seed, out, written -> {});
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return out.toByteArray();
  }

  static SimulatedBook read(byte[] bytes) {
    List<String> lines = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    List<String> header = List.of(lines.getFirst().split(",", -1));
    return new SimulatedBook(
        header, lines.stream().skip(1).map(line -> row(header, line.split(",", -1))).toList());
  }

  private static Row row(List<String> header, String[] values) {
    if (values.length != header.size()) {
      throw new IllegalStateException("A line has other columns: " + Arrays.toString(values));
    }
    return new Row(
        IntStream.range(0, values.length)
            .boxed()
            .collect(Collectors.toMap(header::get, i -> values[i])));
  }

  /** The loans of each user, in the order of the file. */
  Map<Long, List<Row>> byUser() {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row.whole("id"), TreeMap::new, Collectors.toList()));
  }
}
