package io.surety.prediction.inference;

import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the elements of a tensor are, and how each lies in binary data, little endian. */
enum Datatype {
  BOOL(1, "true or false"),
  UINT8(1, 0, 0xFF),
  UINT16(2, 0, 0xFFFF),
  UINT32(4, 0, 0xFFFF_FFFFL),
  UINT64(8, 0, 0x1p64),
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(8, Long.MIN_VALUE, Long.MAX_VALUE),
  FP16(2, "numbers"),
  FP32(4, "numbers"),
  FP64(8, "numbers"),
  BYTES(4, "texts");

  private final int size;
  private final String elements;
  private final double least;
  private final double most;

  Datatype(int size, String elements) {
    this(size, elements, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  Datatype(int size, double least, double most) {
    this(size, "whole numbers from %.0f to %.0f".formatted(least, most), least, most);
  }

  Datatype(int size, String elements, double least, double most) {
    this.size = size;
    this.elements = elements;
    this.least = least;
    this.most = most;
  }

  static Datatype read(String path, String text) {
    for (Datatype type : values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw MalformedRequest.at(
        path,
        "%s is no datatype here; there are %s."
            .formatted(
                Quoted.of(text),
                Arrays.stream(values()).map(Datatype::name).collect(Collectors.joining(", "))));
  }

  /** The bytes of an element in binary data; of {@link #BYTES}, those of its length alone. */
  int size() {
    return size;
  }

  boolean isNumber() {
    return this != BOOL && this != BYTES;
  }

  /** The number that an element of binary data is; NaN, of which there are several, is missing. */
  double number(ByteBuffer data, int at) {
    return switch (this) {
      case BOOL, UINT8 -> Byte.toUnsignedInt(data.get(at));
      case UINT16 -> Short.toUnsignedInt(data.getShort(at));
      case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
      case UINT64 -> unsigned(data.getLong(at));
      case INT8 -> data.get(at);
      case INT16 -> data.getShort(at);
      case INT32 -> data.getInt(at);
      case INT64 -> data.getLong(at);
      case FP16 -> Float.float16ToFloat(data.getShort(at));
      case FP32 -> data.getFloat(at);
      case FP64 -> data.getDouble(at);
      case BYTES -> throw new IllegalStateException("A text is no number.");
    };
  }

  /**
   * A number of JSON as an element of this type: an FP32 has the digits of a float32 and no others.
   * NaN stands for a missing value and remains.
   */
  double round(double number) {
    return switch (this) {
      case FP32 -> (float) number;
      case FP16 -> Float.float16ToFloat(Float.floatToFloat16((float) number));
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP64, BYTES -> number;
    };
  }

  /** Why a number of JSON is no element of this type, as the end of a sentence; null if it is. */
  @Nullable String complaint(double number) {
    if (!isNumber()) {
      return "holds " + elements + ", but this is a number";
    }
    boolean whole = least == Double.NEGATIVE_INFINITY || number == Math.rint(number);
    return Double.isNaN(number) || (whole && number >= least && number <= most)
        ? null
        : "holds " + elements + ", but this is " + number;
  }

  /** Why a text or boolean of JSON is no element of this type; null if it is. */
  @Nullable String complaint(Object textOrBoolean) {
    Datatype its = textOrBoolean instanceof Boolean ? BOOL : BYTES;
    return its == this
        ? null
        : "holds %s, but this is %s".formatted(elements, its == BOOL ? textOrBoolean : "a text");
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
