package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReferenceHistograms;
import io.surety.testing.RealData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * On the real loans, whose users are often one person: what the file itself says of a borrower at a
 * loan. Half of the people make the reference, the loans of the others come day by day, in an order
 * in which nothing changes: people grow older in the file, which is a drift.
 */
class RealLoansTest {

  private static final List<String> NAMES =
      List.of("age", "years_on_the_job", "flag_own_car", "loan_amount");
  private static final InputSchema SCHEMA =
      new InputSchema(
          NAMES.stream()
              .map(name ->
                  new ModelInput(
                      name, InputType.REAL, MissingRule.ALLOWED, null, List.of(), List.of(), null))
              .toList());
  private static final DriftSettings BARE =
      new DriftSettings(FalseAlarms.IN_ONE_LOOK, new EffectFloors(0, 0, 0, 0, 0), 100);

  /** One line: its day, its borrower, its inputs and something like a score. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Loan(long day, long person, double[] values) {}

  @Test
  void alarmsOnAtMostOneInAHundredWindowsWhenPeopleCountAndOnManyWhenRowsDo() throws IOException {
    List<Loan> loans = read();
    List<Loan> reference = half(loans, 0);
    List<Loan> traffic = half(loans, 1);
    ReferenceHistograms histograms =
        ReferenceHistograms.of(
            SCHEMA, input -> columns(reference)[input], columns(reference)[NAMES.size()]);
    double effective = EffectiveRows.of(people(reference));
    DriftWatch watch = DriftWatch.of(SCHEMA, histograms, effective, BARE);
    DriftWatch blind = DriftWatch.of(SCHEMA, histograms, reference.size(), BARE);
    System.out.printf("the reference of %d loans stands for %.0f%n", reference.size(), effective);
    for (int rows : new int[] {200, 1_000, 10_000}) {
      int windows = 0;
      int byPeople = 0;
      int byRows = 0;
      double stood = 0;
      for (int first = 0; first + rows <= traffic.size(); first += rows) {
        List<Loan> some = traffic.subList(first, first + rows);
        ReferenceHistograms here = histograms.recount(columns(some));
        DriftWindow window = new DriftWindow(here, Map.of(), EffectiveRows.of(people(some)));
        windows++;
        stood += window.effectiveRows();
        byPeople += watch.look(window).verdict() == DriftVerdict.DRIFTED ? 1 : 0;
        byRows += blind.look(DriftWindow.of(here)).verdict() == DriftVerdict.DRIFTED ? 1 : 0;
      }
      System.out.printf(
          "of %d windows of %d real loans, which stand for %.0f, %d alarm by person and %d by row%n",
          windows, rows, stood / windows, byPeople, byRows);
      assertThat(byPeople).isLessThanOrEqualTo(Math.max(1, windows / 100));
      if (rows == 10_000) {
        assertThat(byRows).isGreaterThan(windows / 10);
      }
    }
  }

  private static List<Loan> read() throws IOException {
    List<Loan> loans = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RealData.requireLoans()), 1 << 16),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        loans.add(loan(line.split(",", -1)));
      }
    }
    loans.sort(
        Comparator.comparingLong(RealLoansTest::quietDay)
            .thenComparingLong(loan -> mixed(Double.doubleToLongBits(loan.values[3]))));
    return loans;
  }

  /** Everybody's days, moved round the two years of the file by a length of their own. */
  private static long quietDay(Loan loan) {
    return Math.floorMod(loan.day + mixed(loan.person + 1), 730L);
  }

  private static Loan loan(String[] cells) {
    long birthday = LocalDate.parse(cells[20]).toEpochDay();
    long job = LocalDate.parse(cells[21]).toEpochDay();
    long day = LocalDate.parse(cells[22]).toEpochDay();
    String person = String.join("|", Stream.of(2, 4, 5, 6, 20, 21).map(at -> cells[at]).toList());
    double age = Math.floorDiv(day - birthday, 365L);
    double years = job > day ? Double.NaN : Math.floorDiv(day - job, 365L);
    double car = cells[3].equals("Y") ? 1 : 0;
    double score = 0.1 / (1 + Math.exp(age / 20 - car - (job > day ? 1 : 10 / (5 + years))));
    return new Loan(
        day,
        person.hashCode() * 31L + birthday,
        new double[] {age, years, car, Double.parseDouble(cells[23]), score});
  }

  private static List<Loan> half(List<Loan> loans, int which) {
    return loans.stream().filter(loan -> mixed(loan.person) % 2 == which).toList();
  }

  private static long mixed(long person) {
    return new SplittableRandom(person).nextLong() >>> 1;
  }

  private static double[][] columns(List<Loan> loans) {
    double[][] columns = new double[NAMES.size() + 1][loans.size()];
    for (int loan = 0; loan < loans.size(); loan++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][loan] = loans.get(loan).values[column];
      }
    }
    return columns;
  }

  private static long[] people(List<Loan> loans) {
    return LongStream.range(0, loans.size()).map(at -> loans.get((int) at).person).toArray();
  }
}
