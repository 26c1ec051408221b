package io.surety.forest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dialect of Universal Binary JSON that XGBoost writes: big endian, every length an
 * int64, typed arrays for numbers (see UBJWriter in XGBoost's {@code src/common/json.cc}).
 *
 * <p>Any bytes give a value or an {@link UnreadableForest}, in time and memory bounded by their
 * length: no length is believed before the bytes are there, and depth and number of values have
 * limits.
 *
 * <p>Values come as {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
 * Long}, {@code Double}, {@code Boolean}, null, and for typed arrays {@code float[]}, {@code
 * double[]}, {@code byte[]}, {@code short[]}, {@code int[]} and {@code long[]}.
 */
final class UbjsonReader {

  private static final int MOST_DEPTH = 32;
  private static final int MOST_VALUES = 1_000_000;

  private final ByteBuffer bytes;
  private int values;

  private UbjsonReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** The object that the bytes hold, and nothing after it. */
  static Map<String, @Nullable Object> readObject(byte[] bytes) {
    UbjsonReader reader = new UbjsonReader(bytes);
    if (reader.next() != '{') {
      throw reader.refusal("does not begin with an object");
    }
    Map<String, @Nullable Object> object = reader.object(1);
    if (reader.bytes.hasRemaining()) {
      throw reader.refusal("goes on after its end");
    }
    return object;
  }

  private @Nullable Object value(int depth) {
    if (++values > MOST_VALUES) {
      throw refusal("holds more than %d values".formatted(MOST_VALUES));
    }
    byte marker = next();
    return switch (marker) {
      case '{' -> object(deeper(depth));
      case '[' -> array(deeper(depth));
      case 'Z' -> null;
      case 'T' -> true;
      case 'F' -> false;
      case 'S' -> text();
      case 'i' -> (long) next();
      case 'U' -> (long) Byte.toUnsignedInt(next());
      case 'I' -> (long) need(Short.BYTES).getShort();
      case 'l' -> (long) need(Integer.BYTES).getInt();
      case 'L' -> need(Long.BYTES).getLong();
      case 'd' -> (double) need(Float.BYTES).getFloat();
      case 'D' -> need(Double.BYTES).getDouble();
      default -> throw refusal("has no value that begins with byte %d".formatted(marker));
    };
  }

  private int deeper(int depth) {
    if (depth == MOST_DEPTH) {
      throw refusal("nests deeper than %d levels".formatted(MOST_DEPTH));
    }
    return depth + 1;
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (peek() != '}') {
      String key = text();
      if (object.containsKey(key)) {
        throw refusal("holds a key twice in one object");
      }
      object.put(key, value(depth));
    }
    next();
    return object;
  }

  private Object array(int depth) {
    return switch (peek()) {
      case '$' -> typedArray();
      case '#' -> countedArray(depth);
      default -> openArray(depth);
    };
  }

  private List<@Nullable Object> openArray(int depth) {
    List<@Nullable Object> array = new ArrayList<>();
    while (peek() != ']') {
      array.add(value(depth));
    }
    next();
    return array;
  }

  private List<@Nullable Object> countedArray(int depth) {
    int length = count(1);
    List<@Nullable Object> array = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      array.add(value(depth));
    }
    return array;
  }

  private Object typedArray() {
    next();
    byte type = next();
    return switch (type) {
      case 'i', 'U' -> {
        byte[] array = new byte[count(Byte.BYTES)];
        bytes.get(array);
        yield array;
      }
      case 'I' -> {
        short[] array = new short[count(Short.BYTES)];
        bytes.asShortBuffer().get(array);
        skip(array.length * Short.BYTES);
        yield array;
      }
      case 'l' -> {
        int[] array = new int[count(Integer.BYTES)];
        bytes.asIntBuffer().get(array);
        skip(array.length * Integer.BYTES);
        yield array;
      }
      case 'L' -> {
        long[] array = new long[count(Long.BYTES)];
        bytes.asLongBuffer().get(array);
        skip(array.length * Long.BYTES);
        yield array;
      }
      case 'd' -> {
        float[] array = new float[count(Float.BYTES)];
        bytes.asFloatBuffer().get(array);
        skip(array.length * Float.BYTES);
        yield array;
      }
      case 'D' -> {
        double[] array = new double[count(Double.BYTES)];
        bytes.asDoubleBuffer().get(array);
        skip(array.length * Double.BYTES);
        yield array;
      }
      default -> throw refusal("has an array of the unknown type %d".formatted(type));
    };
  }

  private int count(int bytesEach) {
    if (next() != '#') {
      throw refusal("has an array without a length");
    }
    return length(bytesEach);
  }

  private int length(int bytesEach) {
    if (next() != 'L') {
      throw refusal("has a length that is not written as int64");
    }
    long length = need(Long.BYTES).getLong();
    if (length < 0 || length > bytes.remaining() / bytesEach) {
      throw refusal("ends before something of length %d does".formatted(length));
    }
    return (int) length;
  }

  private String text() {
    int length = length(1);
    ByteBuffer text = bytes.slice(bytes.position(), length);
    skip(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException notUtf8) {
      throw refusal("has a text that is not UTF-8");
    }
  }

  private byte next() {
    return need(1).get();
  }

  private byte peek() {
    return need(1).get(bytes.position());
  }

  private void skip(int length) {
    bytes.position(bytes.position() + length);
  }

  private ByteBuffer need(int length) {
    if (bytes.remaining() < length) {
      throw refusal("ends too early");
    }
    return bytes;
  }

  private UnreadableForest refusal(String fact) {
    return new UnreadableForest(
        "The forest is not UBJSON as XGBoost writes it: it %s (near byte %d)."
            .formatted(fact, bytes.position()));
  }
}
