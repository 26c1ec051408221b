package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

  private static Object read(String value) {
    return JsonReader.readObject(utf8("{\"k\": " + value + "}")).get("k");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(String reason, String json) {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> JsonReader.readObject(utf8(json)))
        .withMessageStartingWith("The forest is not JSON as XGBoost writes it: it ")
        .withMessageContaining(reason);
  }

  @Test
  void readsEveryScalar() {
    assertThat(read("-3")).isEqualTo(-3L);
    assertThat(read("5E-1")).isEqualTo(0.5f);
    assertThat(read("NaN")).isEqualTo(Float.NaN);
    assertThat(read("-Infinity")).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(read("true")).isEqualTo(true);
    assertThat(read("null")).isNull();
    assertThat(read("\"f\\u00e4ä\"")).isEqualTo("fää");
    assertThat(read("{\"a\": {}}")).isEqualTo(Map.of("a", Map.of()));
  }

  @Test
  void readsNumbersIntoTheNarrowestArray() {
    assertThat(read("[1, -2, 2147483647]")).isEqualTo(new int[] {1, -2, 2147483647});
    assertThat(read("[1, 2147483648]")).isEqualTo(new long[] {1, 2147483648L});
    assertThat(read("[1, 2147483648, 5E-1]")).isEqualTo(new float[] {1, 0x1p31f, 0.5f});
    assertThat(read("[5E-1, 3]")).isEqualTo(new float[] {0.5f, 3});
    assertThat(read("[1,2,3,4,5,6,7,8,9,10]")).isEqualTo(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    assertThat(read("[NaN, Infinity, 1E39]"))
        .isEqualTo(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY});
    assertThat(read("[]")).isEqualTo(List.of());
    assertThat(read("[true, null, \"a\"]")).isEqualTo(Arrays.asList(true, null, "a"));
  }

  @Test
  void roundsToFloat32FromTheTextAtOnce() {
    String aboveTheMiddleOfTwoFloats = "1.00000029802322387695312500001";
    assertThat((float) Double.parseDouble(aboveTheMiddleOfTwoFloats))
        .isEqualTo(1 + 2 * Math.ulp(1f));
    assertThat(read(aboveTheMiddleOfTwoFloats)).isEqualTo(1 + 3 * Math.ulp(1f));
    assertThat(read("[" + aboveTheMiddleOfTwoFloats + "]"))
        .isEqualTo(new float[] {1 + 3 * Math.ulp(1f)});
    assertThat(read("[1E-45, 1.4E-45, -0E0]"))
        .isEqualTo(new float[] {Float.MIN_VALUE, Float.MIN_VALUE, -0.0f});
  }

  @Test
  void refusesWhatIsNoJson() {
    assertRefused("does not begin with an object", "[]");
    assertRefused("goes on after its end", "{} {}");
    assertRefused("a key twice", "{\"a\": 1, \"a\": 2}");
    assertRefused("it is malformed (", "{\"a\": 1");
    assertRefused("it is malformed (", "{\"a\": [1, 2");
    assertRefused("it is malformed (", "{\"a\": [");
    assertRefused("it is malformed (", "{\"a\": nul}");
    assertRefused("numbers and other things", "{\"a\": [1, \"2\"]}");
    assertRefused("numbers and other things", "{\"a\": [1, [2]]}");
  }

  @Test
  void refusesAWholeNumberThatInt64CannotHold() {
    assertRefused("it is malformed (", "{\"a\": 99999999999999999999}");
    assertRefused("it is malformed (", "{\"a\": [1, 99999999999999999999]}");
  }

  @Test
  void refusesTooMuchOfAnything() {
    assertRefused("it nests more than 32 levels deep (", "{\"a\": " + "[".repeat(100_000));
    assertRefused("it nests more than 32 levels deep (", "{\"a\": ".repeat(100_000));
    assertRefused(
        "it holds a name, a text or a number that is too long (",
        "{\"a\": \"" + "b".repeat(2_000_000) + "\"}");
    assertRefused(
        "it holds a name, a text or a number that is too long (",
        "{\"" + "b".repeat(2_000_000) + "\": 1}");
    assertRefused(
        "it holds a name, a text or a number that is too long (",
        "{\"a\": 1" + "0".repeat(2_000_000) + "}");
    assertRefused("more than 1000000 values", "{\"a\": [true" + ",true".repeat(1_000_000) + "]}");
    assertRefused("more than 16777216 numbers", "{\"a\": [1" + ",1".repeat(1 << 24) + "]}");
  }
}
