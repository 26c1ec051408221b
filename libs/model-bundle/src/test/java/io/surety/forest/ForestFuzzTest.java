package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, the answer is a forest that can be scored or a refusal in a sentence, soon
 * and with little memory.
 */
@Timeout(120)
class ForestFuzzTest {

  private static final long SEED = Long.getLong("surety.seed", 42);
  private static final Duration MOST_FOR_ONE = Duration.ofSeconds(5);

  /** What reading may allocate for a byte of the file, and for whatever is read. */
  private static final long MOST_MEMORY_FOR_A_BYTE = 200;

  private static final long MOST_MEMORY = 16 << 20;
  private static final long MOST_EVER = 512 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Pattern JSON_VALUE =
      Pattern.compile("(?<=[:,\\[])(?:-?[0-9][0-9.E+-]*|\"[^\"]*\"|\\[])(?=[,}\\]])");
  private static final List<String> NASTY =
      List.of(
          "-1",
          "0",
          "1",
          "2",
          "31",
          "16777215",
          "16777216",
          "2147483647",
          "-2147483648",
          "1e9",
          "99999999999999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "1E-45",
          "-0.0",
          "1E999",
          "\"\"",
          "\"1\"",
          "\"-1\"",
          "\"2147483647\"",
          "\"[1E0]\"",
          "null",
          "true",
          "[]",
          "{}",
          "[[]]",
          "[0]",
          "[0,0,0]",
          "[1.5]",
          "[null]");

  /** One of each objective and kind of split, in both formats. */
  static List<RecordedModel> models() {
    return RecordedModel.all().stream()
        .filter(model -> model.name().matches("(1\\.6\\.2|3\\.2\\.0)/.*"))
        .toList();
  }

  static List<RecordedModel> jsonModels() {
    return models().stream().filter(model -> model.name().endsWith(".json")).toList();
  }

  @Test
  void refusesRandomBytes() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 1 && random.nextBoolean()) {
        bytes[0] = '{';
        bytes[1] = (byte) (random.nextBoolean() ? '"' : 'L');
      }
      assertThat(readOrRefuse(bytes, "seed " + SEED + ", trial " + trial)).isFalse();
    }
  }

  @Test
  void survivesRandomMarkers() {
    Random random = new Random(SEED);
    byte[] ubjson = "{}[]$#LlIiUdDSTFZ\0\0\0\0\0\0\0\1\2".getBytes(StandardCharsets.ISO_8859_1);
    byte[] json = "{}{}[][],,::\"\"\"\"aN01-.Eetrufalsn\\ \n".getBytes(StandardCharsets.ISO_8859_1);
    for (int trial = 0; trial < 40_000; trial++) {
      boolean asJson = trial % 2 == 1;
      byte[] markers = asJson ? json : ubjson;
      byte[] bytes = new byte[2 + random.nextInt(100)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = markers[random.nextInt(markers.length)];
      }
      bytes[0] = '{';
      bytes[1] = asJson ? (byte) '"' : bytes[1];
      readOrRefuse(bytes, "seed " + SEED + ", trial " + trial);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void survivesMutatedBytes(RecordedModel recorded) {
    Random random = new Random(SEED);
    byte[] model = recorded.model();
    int scored = 0;
    for (int trial = 0; trial < 600; trial++) {
      String what = recorded + ", seed " + SEED + ", trial " + trial;
      scored += readOrRefuse(mutated(model, random), what) ? 1 : 0;
    }
    System.out.printf("seed=%d %s mutated=600 still_scored=%d%n", SEED, recorded, scored);
  }

  @ParameterizedTest
  @MethodSource("jsonModels")
  void survivesMutatedValues(RecordedModel recorded) {
    Random random = new Random(SEED);
    String model = new String(recorded.model(), StandardCharsets.UTF_8);
    List<int[]> values =
        JSON_VALUE.matcher(model).results().map(at -> new int[] {at.start(), at.end()}).toList();
    int scored = 0;
    for (int trial = 0; trial < 600; trial++) {
      int[] value = values.get(random.nextInt(values.size()));
      String nasty = NASTY.get(random.nextInt(NASTY.size()));
      String mutated = model.substring(0, value[0]) + nasty + model.substring(value[1]);
      String what = "%s, %s at %d".formatted(recorded, nasty, value[0]);
      scored += readOrRefuse(mutated.getBytes(StandardCharsets.UTF_8), what) ? 1 : 0;
    }
    System.out.printf("seed=%d %s mutated=600 still_scored=%d%n", SEED, recorded, scored);
  }

  @ParameterizedTest
  @MethodSource("models")
  void refusesAModelCutOffAnywhere(RecordedModel recorded) {
    byte[] model = recorded.model();
    for (int length = 0; length < model.length; length += 1 + length / 40) {
      boolean read = readOrRefuse(Arrays.copyOf(model, length), recorded + " cut off at " + length);
      assertThat(read).as("cut off at %d of %d", length, model.length).isFalse();
    }
  }

  @Test
  void refusesHugeFilesWithinBounds() {
    for (String part :
        new String[] {"[", "{\"a\":", "[],", "0,", "1E0,", "3000000000,", "\"a\","}) {
      String json = "{\"version\":[" + part.repeat((16 << 20) / part.length());
      assertThat(readOrRefuse(json.getBytes(StandardCharsets.UTF_8), part)).isFalse();
    }
    assertThat(readOrRefuse(new byte[65 << 20], "too long")).isFalse();
  }

  @Test
  void readsNoMoreCategoriesThanTheFileHolds() {
    RecordedModel recorded =
        models().stream()
            .filter(model -> model.name().equals("3.2.0/one-hot.json"))
            .findAny()
            .orElseThrow();
    String model = new String(recorded.model(), StandardCharsets.UTF_8);
    String sizes = first(model, "\"categories_sizes\":\\[[0-9,]*]");
    String segments = first(model, "\"categories_segments\":\\[[0-9,]*]");
    int all = first(model, "\"categories\":\\[[0-9,]*]").split(",").length;
    String everyNodeTakesAll =
        model
            .replace(sizes, sizes.replaceAll("[0-9]+", String.valueOf(all)))
            .replace(segments, segments.replaceAll("[0-9]+", "0"));
    assertThat(readOrRefuse(everyNodeTakesAll.getBytes(StandardCharsets.UTF_8), "all")).isFalse();
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group();
  }

  private static byte[] mutated(byte[] model, Random random) {
    byte[] bytes = model.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> {
          int length = Math.min(random.nextInt(16), bytes.length - at);
          int from = random.nextInt(bytes.length - length);
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> {
          byte[] cut = new byte[bytes.length - 1];
          System.arraycopy(bytes, 0, cut, 0, at);
          System.arraycopy(bytes, at + 1, cut, at, bytes.length - at - 1);
          bytes = cut;
        }
      }
    }
    return bytes;
  }

  /** True when the bytes were a forest, which then must score. */
  private static boolean readOrRefuse(byte[] bytes, String what) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    try {
      Forest forest = Forest.read(bytes);
      float[] row = new float[forest.inputs()];
      forest.margin(row);
      Arrays.fill(row, Float.NaN);
      forest.margin(row);
      forest.contributions(new double[row.length], new double[row.length + 1]);
      return true;
    } catch (UnreadableForest refused) {
      assertThat(refused.getMessage()).as(what).startsWith("The forest").endsWith(".");
      return false;
    } catch (RuntimeException | Error other) {
      throw new AssertionError(what, other);
    } finally {
      assertThat(System.nanoTime() - began).as(what).isLessThan(MOST_FOR_ONE.toNanos());
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
          .as(what)
          .isLessThan(Math.min(MOST_EVER, MOST_MEMORY + bytes.length * MOST_MEMORY_FOR_A_BYTE));
    }
  }
}
