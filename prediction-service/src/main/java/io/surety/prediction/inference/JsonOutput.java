package io.surety.prediction.inference;

import java.io.IOException;
import java.io.OutputStream;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Elements as one flat list of JSON; a real has the digits that tell it from every other. */
final class JsonOutput implements OutputData {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final FastByteArrayOutputStream bytes = new FastByteArrayOutputStream();
  private final JsonGenerator json =
      FACTORY.createGenerator(ObjectWriteContext.empty(), bytes).writeStartArray();

  @Override
  public void add(double real) {
    json.writeNumber(real);
  }

  @Override
  public void add(long whole) {
    json.writeNumber(whole);
  }

  @Override
  public void add(String text) {
    json.writeString(text);
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    json.writeEndArray().close();
    bytes.writeTo(stream);
    bytes.reset();
  }
}
