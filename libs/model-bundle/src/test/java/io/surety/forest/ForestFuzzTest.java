package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.forest.NativeModels.Recipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes, the answer is a forest that can be scored or a refusal in a sentence. */
@Timeout(60)
class ForestFuzzTest {

  private static final long SEED = 42;
  private static final Duration MOST_FOR_ONE = Duration.ofSeconds(5);

  @Test
  void refusesRandomBytes() {
    Random random = new Random(SEED);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = '{';
      }
      readOrRefuse(bytes, "seed " + SEED + ", trial " + trial);
    }
  }

  @Test
  void survivesRandomMarkers() {
    Random random = new Random(SEED);
    byte[] markers = "{}[]$#LlIiUdDSTFZ\0\0\0\0\0\0\0\1\2".getBytes(StandardCharsets.ISO_8859_1);
    for (int trial = 0; trial < 50_000; trial++) {
      byte[] bytes = new byte[1 + random.nextInt(100)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = markers[random.nextInt(markers.length)];
      }
      bytes[0] = '{';
      readOrRefuse(bytes, "seed " + SEED + ", trial " + trial);
    }
  }

  @Test
  void survivesMutatedModels() {
    Random random = new Random(SEED);
    int scored = 0;
    for (String objective : new String[] {"binary:logistic", "multi:softprob"}) {
      byte[] model = NativeModels.ubjson(Recipe.of(objective, 3, 3).with("max_depth", 3), SEED);
      for (int trial = 0; trial < 10_000; trial++) {
        String what = objective + ", seed " + SEED + ", trial " + trial;
        scored += readOrRefuse(mutated(model, random), what) ? 1 : 0;
      }
    }
    System.out.printf("seed=%d mutated=20000 still_scored=%d%n", SEED, scored);
  }

  @Test
  void refusesAModelCutOffAnywhere() {
    byte[] model =
        NativeModels.ubjson(Recipe.of("binary:logistic", 2, 1).with("max_depth", 1), SEED);
    for (int length = 0; length < model.length; length++) {
      boolean read = readOrRefuse(Arrays.copyOf(model, length), "cut off at " + length);
      assertThat(read).as("cut off at %d of %d", length, model.length).isFalse();
    }
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
    long began = System.nanoTime();
    try {
      Forest forest = Forest.read(bytes);
      forest.margin(new float[forest.inputs()]);
      float[] missing = new float[forest.inputs()];
      Arrays.fill(missing, Float.NaN);
      forest.margin(missing);
      return true;
    } catch (UnreadableForest refused) {
      assertThat(refused.getMessage()).as(what).startsWith("The forest").endsWith(".");
      return false;
    } catch (RuntimeException | Error other) {
      throw new AssertionError(what, other);
    } finally {
      assertThat(System.nanoTime() - began).as(what).isLessThan(MOST_FOR_ONE.toNanos());
    }
  }
}
