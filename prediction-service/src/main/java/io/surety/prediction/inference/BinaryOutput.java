package io.surety.prediction.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Elements as binary data: little endian, and each text behind its length in four bytes. */
final class BinaryOutput implements OutputData {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteBuffer element = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void add(double real) {
    element.putDouble(0, real);
    bytes.write(element.array(), 0, Double.BYTES);
  }

  @Override
  public void add(long whole) {
    element.putLong(0, whole);
    bytes.write(element.array(), 0, Long.BYTES);
  }

  @Override
  public void add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    element.putInt(0, utf8.length);
    bytes.write(element.array(), 0, Integer.BYTES);
    bytes.writeBytes(utf8);
  }

  int size() {
    return bytes.size();
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    bytes.writeTo(stream);
  }
}
