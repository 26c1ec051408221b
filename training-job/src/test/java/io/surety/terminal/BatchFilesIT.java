package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.runs.RunLog;
import io.surety.testing.Pythons;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that go into a batch and come out of it. */
class BatchFilesIT {

  @TempDir static Path folder;

  @AutoClose private static BatchedBook book;

  @BeforeAll
  static void open() throws IOException, SQLException {
    book = BatchedBook.open(folder);
  }

  @Test
  void writesTheSameAsCsvAndAsParquet() throws IOException {
    book.batch("csv", "--out", book.file("c.csv")).endsWith(ExitCode.DONE).prints("c.csv");
    book.batch("parquet", "--out", book.file("p.parquet")).endsWith(ExitCode.DONE);

    List<String> lines = Files.readAllLines(folder.resolve("c.csv"));
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<Map<String, String>> rows = ParquetTable.rows(folder.resolve("p.parquet"));
    assertThat(rows).hasSameSizeAs(lines.subList(1, lines.size())).hasSize((int) book.knownUsers());
    for (int at = 0; at < rows.size(); at++) {
      List<String> cells = List.of(lines.get(at + 1).split(",", -1));
      for (String column :
          List.of(
              "user_id",
              "probability",
              "decision",
              "score",
              "input_age",
              "reason_1",
              "reason_1_contribution",
              "input_avg_amount_loans_previous")) {
        assertThat(rows.get(at).getOrDefault(column, ""))
            .as("%s of row %d", column, at)
            .isEqualTo(cells.get(header.indexOf(column)));
      }
    }
    assertThat(folder.resolve("c.rejected.csv")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(Path::toString).filter(name -> name.endsWith(".part"))).isEmpty();
    }
  }

  /** By a reader of other people, where a Python has it. */
  @Test
  void writesParquetThatOthersRead() throws Exception {
    String python = Pythons.here().require("pyarrow.parquet");
    book.batch("pyarrow", "--out", book.file("py.parquet")).endsWith(ExitCode.DONE);
    Process reader =
        Pythons.command(
                List.of(
                    python,
                    "-c",
                    """
                    import sys, pyarrow.parquet as parquet
                    for row in parquet.read_table(sys.argv[1]).to_pylist():
                      print(row["prediction_id"], row["user_id"], row["as_of"],
                        repr(row["probability"]), row["decision"], row["input_years_on_the_job"],
                        sep=",")
                    """,
                    book.file("py.parquet")))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> read;
    try (BufferedReader said = reader.inputReader(StandardCharsets.UTF_8)) {
      read = said.readAllLines();
    }
    assertThat(reader.waitFor()).isZero();
    List<String> expected = new ArrayList<>();
    for (LoggedPrediction prediction : book.logged("pyarrow")) {
      Scored scored = Objects.requireNonNull(prediction.scored());
      double years = scored.inputs()[3];
      expected.add(
          "%s,%s,%s,%s,%s,%s"
              .formatted(
                  prediction.id(),
                  prediction.user(),
                  prediction.asOf(),
                  scored.probability(),
                  prediction.decision(),
                  Double.isNaN(years) ? "None" : Long.toString((long) years)));
    }
    assertThat(read).hasSameSizeAs(expected);
    for (int row = 0; row < read.size(); row++) {
      List<String> cells = List.of(read.get(row).split(",", -1));
      List<String> wanted = List.of(expected.get(row).split(",", -1));
      assertThat(Double.parseDouble(cells.get(3))).isEqualTo(Double.parseDouble(wanted.get(3)));
      assertThat(cells.subList(0, 3)).isEqualTo(wanted.subList(0, 3));
      assertThat(cells.subList(4, 6)).isEqualTo(wanted.subList(4, 6));
    }
  }

  @Test
  void scoresTheRowsOfAFileAndTellsWhichItCannot() throws IOException {
    Files.writeString(
        folder.resolve("rows.csv"),
        """
        user_id,age,nb_previous_loans,avg_amount_loans_previous,years_on_the_job,flag_own_car
        7,40,3,120.5,,1
        8,forty,3,120.5,2,1
        ,41,2,,2,0
        nine,41,2,,2,0
        10,41,2
        7,40,3,120.5,,1
        """);

    book.batch("rows", "--input", book.file("rows.csv"), "--out", book.file("r.csv"))
        .endsWith(ExitCode.DONE)
        .says("3 rows scored", "3 rejected");

    List<String> scored = Files.readAllLines(folder.resolve("r.csv"));
    assertThat(scored.getFirst()).startsWith("row,prediction_id,user_id,as_of,probability");
    assertThat(scored.stream().skip(1).map(line -> line.split(",", -1)[0]))
        .containsExactly("1", "3", "6");
    assertThat(scored.get(3).split(",", -1)[4]).isEqualTo(scored.get(1).split(",", -1)[4]);
    assertThat(Files.readAllLines(folder.resolve("r.rejected.csv")))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("2,8,age,") && line.contains("whole number"))
        .anyMatch(line -> line.startsWith("4,,user_id,"))
        .anyMatch(line -> line.startsWith("5,,,") && line.contains("3 values"));
    Files.writeString(folder.resolve("rows.csv"), "age\n1\n");
    book.batch("rows", "--input", book.file("rows.csv"), "--out", book.file("r.csv"))
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is scored from the file");
    book.batch("other", "--input", book.file("rows.csv"), "--out", book.file("r.csv"))
        .endsWith(ExitCode.FAILED)
        .says("are not the inputs of loan-risk/1");
  }

  /** What the log takes of these rows alone is more than twice the heap. */
  @Test
  void scoresALargeFileInASmallHeap() throws Exception {
    int rows = 150_000;
    try (BufferedWriter large = Files.newBufferedWriter(folder.resolve("large.csv"))) {
      large.write("user_id,nb_previous_loans,avg_amount_loans_previous,age,flag_own_car\n");
      for (int row = 0; row < rows; row++) {
        large.write(
            "%d,%d,%d.25,%d,%d\n".formatted(row, row % 9, row % 977, 20 + row % 60, row % 2));
      }
    }

    Process process =
        ProgramProcess.start(
            "48m",
            book.trainer(),
            "score-batch",
            "--key",
            "large",
            "--input",
            book.file("large.csv"),
            "--out",
            book.file("large.parquet"));

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(new RunLog(book.owner()).attempts("score-batch", "large"))
        .singleElement()
        .satisfies(run -> assertThat(run.metrics()).containsEntry("scored", (double) rows));
    assertThat(ParquetTable.rows(folder.resolve("large.parquet"))).hasSize(rows);
  }
}
