package io.surety.prediction.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.web.MalformedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLinesTest {

  @Test
  void readsCellsWithAndWithoutAByteOrderMarkAndSkipsEmptyLines() {
    List<List<String>> cells = List.of(List.of("é", "b"), List.of("", "x\"y"));
    assertThat(lines("é,b\n\n,\"x\"\"y\"\n")).isEqualTo(cells);
    assertThat(lines("\uFEFFé,b\n\n,\"x\"\"y\"\n")).isEqualTo(cells);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n\"1,1\n", "a,b\n\"1\"2,1\n"})
  void saysHowACellIsQuoted(String csv) {
    assertRefused(
        csv,
        "The body is not valid CSV in the record that begins at line 2: a cell that begins with a"
            + " quote ends with one, behind which comes a comma or the end of the line. Write a"
            + " quote inside it twice.");
  }

  @Test
  void saysThatACellIsTooLong() {
    assertRefused(
        "x".repeat(20_000_000),
        "The body is not valid CSV in the record that begins at line 1: a cell or the whole record"
            + " is longer than is read here. Perhaps a quote is missing.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 20_000})
  void saysThatThereAreTooManyColumns(int columns) {
    assertRefused(
        "a,".repeat(columns - 1) + "a",
        "A request holds at most 1,000 columns, but here are more. Send those that the model has.");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertRefused(
        "é".getBytes(StandardCharsets.ISO_8859_1), "The body is not UTF-8; send it encoded so.");
  }

  private static List<List<String>> lines(String csv) {
    return lines(csv.getBytes(StandardCharsets.UTF_8));
  }

  private static List<List<String>> lines(byte[] csv) {
    CsvLines lines = new CsvLines(csv);
    List<List<String>> cells = new ArrayList<>();
    while (lines.hasNext()) {
      cells.add(lines.next());
    }
    return cells;
  }

  private static void assertRefused(String csv, String detail) {
    assertRefused(csv.getBytes(StandardCharsets.UTF_8), detail);
  }

  private static void assertRefused(byte[] csv, String detail) {
    assertThatExceptionOfType(MalformedRequest.class)
        .isThrownBy(() -> lines(csv))
        .satisfies(refused -> assertThat(refused.detail()).isEqualTo(detail));
  }
}
