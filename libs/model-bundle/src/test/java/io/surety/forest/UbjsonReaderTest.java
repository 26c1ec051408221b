package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UbjsonReaderTest {

  /** Bytes written one after the other; texts as themselves, numbers big endian. */
  private static byte[] bytes(Object... items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Object item : items) {
        switch (item) {
          case String text -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
          case Byte number -> out.writeByte(number);
          case Short number -> out.writeShort(number);
          case Integer number -> out.writeInt(number);
          case Long number -> out.writeLong(number);
          case Float number -> out.writeFloat(number);
          case Double number -> out.writeDouble(number);
          default -> throw new AssertionError(item);
        }
      }
    } catch (IOException inMemory) {
      throw new AssertionError(inMemory);
    }
    return bytes.toByteArray();
  }

  private static byte[] objectWith(Object... value) {
    return bytes("{L", 1L, "k", new String(bytes(value), StandardCharsets.ISO_8859_1), "}");
  }

  private static Object read(Object... value) {
    return UbjsonReader.readObject(objectWith(value)).get("k");
  }

  private static void assertRefused(String reason, byte[] bytes) {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> UbjsonReader.readObject(bytes))
        .withMessageContaining(reason);
  }

  @Test
  void readsEveryScalar() {
    assertThat(read("i", (byte) -3)).isEqualTo(-3L);
    assertThat(read("U", (byte) -3)).isEqualTo(253L);
    assertThat(read("I", (short) -300)).isEqualTo(-300L);
    assertThat(read("l", 70_000)).isEqualTo(70_000L);
    assertThat(read("L", 1L << 40)).isEqualTo(1L << 40);
    assertThat(read("d", 0.5f)).isEqualTo(0.5);
    assertThat(read("D", 0.1)).isEqualTo(0.1);
    assertThat(read("T")).isEqualTo(true);
    assertThat(read("F")).isEqualTo(false);
    assertThat(read("Z")).isNull();
    assertThat(read("SL", 3L, "f\u00c3\u00a4")).isEqualTo("fä");
  }

  @Test
  void readsEveryArray() {
    assertThat(read("[$i#L", 2L, (byte) 1, (byte) 2)).isEqualTo(new byte[] {1, 2});
    assertThat(read("[$U#L", 2L, (byte) 1, (byte) 0)).isEqualTo(new byte[] {1, 0});
    assertThat(read("[$I#L", 2L, (short) 300, (short) -2)).isEqualTo(new short[] {300, -2});
    assertThat(read("[$l#L", 2L, 1, -2)).isEqualTo(new int[] {1, -2});
    assertThat(read("[$L#L", 1L, 9L)).isEqualTo(new long[] {9});
    assertThat(read("[$d#L", 1L, 0.5f)).isEqualTo(new float[] {0.5f});
    assertThat(read("[$D#L", 1L, 0.5)).isEqualTo(new double[] {0.5});
    assertThat(read("[#L", 2L, "TZ")).isEqualTo(Arrays.asList(true, null));
    assertThat(read("[TF]")).isEqualTo(List.of(true, false));
    assertThat(read("[$l#L", 0L)).isEqualTo(new int[0]);
  }

  @Test
  void refusesALengthBeyondTheEndWithoutBelievingIt() {
    assertRefused("ends before something of length", objectWith("[$d#L", Long.MAX_VALUE));
    assertRefused("ends before something of length", objectWith("[$d#L", 1L << 30));
    assertRefused("ends before something of length", objectWith("[$d#L", -1L));
    assertRefused("ends before something of length", objectWith("SL", 1_000L));
  }

  @Test
  void refusesToNestDeeply() {
    assertRefused("nests deeper than 32 levels", objectWith("[".repeat(100_000)));
  }

  @Test
  void refusesMillionsOfSmallValues() {
    assertRefused("more than 1000000 values", objectWith("[" + "Z".repeat(1_000_001) + "]"));
  }

  @Test
  void refusesWhatXgboostDoesNotWrite() {
    assertRefused("no value that begins with byte 72", objectWith("H"));
    assertRefused("unknown type", objectWith("[$Z#L", 5L));
    assertRefused("not written as int64", objectWith("Si", (byte) 1, "a"));
    assertRefused("not UTF-8", objectWith("SL", 1L, "\u00ff"));
    assertRefused("a key twice", bytes("{L", 1L, "kTL", 1L, "kF}"));
    assertRefused("goes on after its end", bytes("{}T"));
    assertRefused("does not begin with an object", bytes("[]"));
  }
}
