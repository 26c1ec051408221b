package io.surety.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoanValuesTest {

  private static final long SEED = 20240101;

  @Test
  void readsRealNumbersAsThePlatformDoes() {
    System.out.println("seed=" + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      String text =
          switch (i % 4) {
            case 0 -> Double.toString(random.nextDouble() * 1000);
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 2 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(25)).toPlainString();
            default -> String.format(Locale.ROOT, "%.2f", random.nextGaussian() * 1e6);
          };
      if (Double.isFinite(Double.parseDouble(text))) {
        assertThat(real(text)).as(text).isEqualTo(Double.parseDouble(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "-", "1.2.3", "1e", "1e+", "e5", "NaN", "Infinity", "0x1p3", "1d", "1 "})
  void refusesWhatIsNotADecimalNumber(String text) {
    assertThatThrownBy(() -> real(text)).isInstanceOf(LoanValues.NotReadable.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE + 1L})
  void readsWholeNumbers(long number) {
    char[] text = ("," + number).toCharArray();

    assertThat(LoanValues.whole(text, 1, text.length, Long.MIN_VALUE, Long.MAX_VALUE))
        .isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "1.0",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999"
      })
  void refusesWhatIsNotAWholeNumber(String text) {
    assertThatThrownBy(() ->
            LoanValues.whole(text.toCharArray(), 0, text.length(), Long.MIN_VALUE, Long.MAX_VALUE))
        .isInstanceOf(LoanValues.NotReadable.class);
  }

  @Test
  void readsEveryDay() {
    LocalDate day = LocalDate.of(1895, 1, 1);
    while (day.getYear() < 2110) {
      assertThat(day(day.toString())).isEqualTo(day.toEpochDay());
      day = day.plusDays(1);
    }
    assertThat(day("3021-09-18")).isEqualTo(LocalDate.of(3021, 9, 18).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2021-02-29", "2021-13-01", "2021-00-10", "0000-01-01", "2021-1-011", "20210101"})
  void refusesWhatIsNotADay(String text) {
    assertThatThrownBy(() -> day(text)).isInstanceOf(LoanValues.NotReadable.class);
  }

  private static double real(String text) {
    return LoanValues.real(text.toCharArray(), 0, text.length());
  }

  private static long day(String text) {
    return LoanValues.day(text.toCharArray(), 0, text.length());
  }
}
