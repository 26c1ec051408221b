package io.surety.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.surety.simulation.SimulatedBook.Row;
import io.surety.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoanBookTest {

  private static final LocalDate FIRST_DAY = LocalDate.of(2019, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2020, 12, 30);

  @Test
  void hasTheHeaderOfTheRealFile() throws IOException {
    try (BufferedReader real =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RealData.requireLoans())),
                StandardCharsets.UTF_8))) {
      assertThat(LoanBook.HEADER).isEqualTo(real.readLine());
    }
  }

  @Test
  void hasTwentyFourColumns() {
    assertThat(SimulatedBook.of(3, 1).header()).hasSize(24).doesNotHaveDuplicates();
  }

  @Test
  void writesTheSameBytesForTheSameSeedAndOthersForAnother() {
    assertThat(SimulatedBook.bytes(200, 5)).isEqualTo(SimulatedBook.bytes(200, 5));
    assertThat(SimulatedBook.bytes(200, 5)).isNotEqualTo(SimulatedBook.bytes(200, 6));
  }

  @Test
  void beginsALargerBookWithTheSmallerOne() {
    byte[] small = SimulatedBook.bytes(50, 5);
    byte[] large = SimulatedBook.bytes(300, 5);

    assertThat(Arrays.copyOf(large, small.length)).isEqualTo(small);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "100, 3", "1, 4", "3, 5", "3, -6"})
  void alwaysKnowsTheUserOfTheExamples(long users, long seed) {
    SimulatedBook book = SimulatedBook.of(users, seed);

    assertThat(book.byUser()).hasSize((int) users).containsKey(5_008_806L);
    assertThat(book.byUser()).doesNotContainKey(5_008_807L);
    assertThat(book.byUser().get(5_008_806L)).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void writesOnlyLoansThatPassTheRulesOfIngest(long seed) {
    SimulatedBook book = SimulatedBook.of(300, seed);

    assertThat(book.rows())
        .allSatisfy(row -> {
          assertThat(row.real("loan_amount")).isFinite().isBetween(100.0, 820.0);
          assertThat(row.date("loan_date")).isBetween(FIRST_DAY, LAST_DAY);
          assertThat(row.date("birthday")).isBefore(row.date("loan_date").minusYears(18));
          assertThat(row.date("job_start_date")).isAfter(row.date("birthday"));
          assertThat(row.text("flag_own_car")).isIn("Y", "N");
          assertThat(row.text("flag_own_realty")).isIn("Y", "N");
          assertThat(row.text("code_gender")).isIn("F", "M");
          assertThat(row.text("status")).isIn("0", "1");
          assertThat(row.real("amt_income_total")).isPositive();
          assertThat(row.real("cnt_fam_members")).isGreaterThan(row.real("cnt_children"));
        });
    assertThat(book.rows()).extracting(row -> row.whole("loan_id")).doesNotHaveDuplicates();
  }

  @Test
  void countsDaysBackFromTheDayOfTheFileAsTheRealFileDoes() {
    for (Row row : SimulatedBook.of(100, 1).rows()) {
      LocalDate dayOfFile = LocalDate.of(2021, 9, 17);
      assertThat(dayOfFile.plusDays(row.whole("days_birth"))).isEqualTo(row.date("birthday"));
      if (row.whole("days_employed") == 365_243) {
        assertThat(row.text("job_start_date")).isEqualTo("3021-09-18");
        assertThat(row.text("name_income_type")).isEqualTo("Pensioner");
      } else {
        assertThat(dayOfFile.plusDays(row.whole("days_employed")))
            .isEqualTo(row.date("job_start_date"));
      }
    }
  }

  @Test
  void reportsProgressUpToTheCountThatItReturns() throws IOException {
    List<Long> reports = new ArrayList<>();

    long written = LoanBook.write(5_000, 1, OutputStream.nullOutputStream(), reports::add);

    assertThat(reports).hasSizeGreaterThan(1).isSorted().endsWith(written);
  }

  @Test
  void refusesABookOfNobody() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedBook.bytes(0, 1))
        .withMessageContaining("at least one user");
  }
}
