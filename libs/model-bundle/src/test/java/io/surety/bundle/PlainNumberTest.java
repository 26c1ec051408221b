package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {

  private static final long SEED = 1990;
  private static final Pattern GRAMMAR =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static void assertReadAsJavaDoes(String text) {
    double expected = GRAMMAR.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    assertThat(Double.doubleToLongBits(PlainNumber.parse(text)))
        .as("seed %d, '%s' is %s, not %s", SEED, text, expected, PlainNumber.parse(text))
        .isEqualTo(Double.doubleToLongBits(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        "12",
        "0012",
        "1.5",
        ".5",
        "5.",
        "-.25",
        "1e3",
        "1E-3",
        "1e+03",
        "0.1",
        "9007199254740993",
        "9007199254740992",
        "123456789012345678901234567890",
        "0.3333333333",
        "1e999",
        "-1e999",
        "1e-999",
        "0.0000000000000000000000001",
        "1.7976931348623157e308",
        "4.9e-324",
        "99999999999999999999.99999999999999999999"
      })
  void readsPlainDecimals(String text) {
    assertThat(PlainNumber.parse(text)).isNotNaN();
    assertReadAsJavaDoes(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+",
        ".",
        "e",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e5.5",
        "1.2.3",
        "--1",
        "1-",
        "0x1p3",
        "1f",
        "1d",
        "1L",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "nan",
        " 1",
        "1 ",
        "1,5",
        "1_000",
        "١٢",
        "１２",
        "1e5\n",
        "true"
      })
  void takesNothingElse(String text) {
    assertThat(PlainNumber.parse(text)).isNaN();
  }

  @Test
  void readsEveryNumberAsJavaDoesToTheBit() {
    System.out.println("seed of the numbers: " + SEED);
    Random random = new Random(SEED);
    for (int trial = 0; trial < 100_000; trial++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertReadAsJavaDoes(Double.toString(number));
      }
      assertReadAsJavaDoes(Long.toString(random.nextLong() >> random.nextInt(63)));
      assertReadAsJavaDoes(
          (random.nextLong() >>> random.nextInt(63)) + "." + (random.nextInt() >>> 1));
    }
  }

  @Test
  void agreesWithItsGrammarOnAnyTextOfItsLetters() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 200_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length >= 0; length--) {
        text.append("0123456789..++--eEfdx ".charAt(random.nextInt(22)));
      }
      assertReadAsJavaDoes(text.toString());
    }
  }
}
