package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunLog;
import io.surety.runs.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Batches over features whose newest loans were loaded long ago. */
class StaleBatchIT {

  @TempDir static Path folder;

  @AutoClose private static BatchedBook book;
  private static Instant loaded;

  @BeforeAll
  static void open() throws IOException, SQLException {
    book = BatchedBook.open(folder);
    loaded =
        JdbcClient.create(book.owner())
            .sql("SELECT max(known_at) FROM feature_store.ingest")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
  }

  @Test
  void saysInTheRunAndInEachRowThatItsFeaturesAreStale() throws IOException {
    batchLater(Duration.ofHours(27), "stale", "--out", book.file("stale.csv"), "--stale-after=26h")
        .endsWith(ExitCode.DONE)
        .says("The features are older than is allowed", loaded + ", longer ago than PT26H.");

    assertThat(column("stale.csv", "stale"))
        .hasSize((int) book.knownUsers())
        .containsOnly(loaded.toString());
    RunRecord run = new RunLog(book.owner()).attempts("score-batch", "stale").getLast();
    assertThat(run.parameters()).containsEntry("stale_allowed", "PT26H");
    assertThat(run.message()).endsWith("by loan-risk/1, with stale features.");
    batchLater(
            Duration.ofHours(27), "parquet", "--out", book.file("p.parquet"), "--stale-after=26h")
        .endsWith(ExitCode.DONE);
    assertThat(ParquetTable.rows(folder.resolve("p.parquet")))
        .allSatisfy(row -> assertThat(row).containsKey("stale"));
  }

  @Test
  void findsThemFreshWhereTheyAre() throws IOException {
    batchLater(Duration.ofHours(25), "fresh", "--out", book.file("fresh.csv"), "--stale-after=26h")
        .endsWith(ExitCode.DONE);
    assertThat(column("fresh.csv", "stale")).isNotEmpty().containsOnly("");
    batchLater(Duration.ofDays(900), "never", "--out", book.file("n.csv"), "--stale-after=never")
        .endsWith(ExitCode.DONE);
    assertThat(column("n.csv", "stale")).isNotEmpty().containsOnly("");
    batchLater(Duration.ofDays(4), "usual", "--out", book.file("usual.csv"))
        .endsWith(ExitCode.DONE)
        .says("longer ago than PT72H.");
  }

  @Test
  void scoresNobodyWhereStaleFeaturesAreRefusedAndSettlesNothing() {
    batchLater(
            Duration.ofDays(2), "no", "--out=table", "--stale-after=1d", "--stale-features=refuse")
        .endsWith(ExitCode.FAILED)
        .says("longer ago than PT24H. Nobody is scored; load newer loans");
    assertThat(book.logged("no")).isEmpty();

    batchLater(
            Duration.ofHours(1), "no", "--out=table", "--stale-after=1d", "--stale-features=refuse")
        .endsWith(ExitCode.DONE)
        .says("by loan-risk/1");
    book.batch("wrong", "--out=table", "--stale-features=ignore")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("neither mark nor refuse");
    book.batch("wrong", "--out=table", "--stale-after=soon").endsWith(ExitCode.WRONG_USAGE);
  }

  /** Rows that bring what they are scored on have no load. */
  @Test
  void asksNoFileOfRowsHowOldItIs() throws IOException {
    Files.writeString(
        folder.resolve("rows.csv"),
        """
        age,nb_previous_loans,avg_amount_loans_previous,years_on_the_job,flag_own_car
        40,3,120.5,,1
        """);
    book.trainer()
        .typesAt(
            loaded.plus(Duration.ofDays(9)),
            "score-batch",
            "--input",
            book.file("rows.csv"),
            "--out",
            book.file("scored.csv"),
            "--stale-features=refuse")
        .endsWith(ExitCode.DONE);
    assertThat(column("scored.csv", "stale")).containsExactly("");
  }

  private static TestPerson.Ran batchLater(Duration later, String key, String... more) {
    return book.trainer()
        .typesAt(
            loaded.plus(later),
            Stream.concat(
                    Stream.of("score-batch", "--key", key, "--as-of", BatchedBook.AS_OF.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  private static List<String> column(String file, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(file));
    int at = List.of(lines.getFirst().split(",", -1)).indexOf(name);
    List<String> cells = new ArrayList<>();
    lines.stream().skip(1).forEach(line -> cells.add(line.split(",", -1)[at]));
    return cells;
  }
}
