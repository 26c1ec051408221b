package io.surety.prediction.clients;

import io.surety.web.WireJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the outputs of an inference, in the JSON or behind it, as a client does. */
final class Tensors {

  private static final JsonMapper JSON = WireJson.mapper();

  private Tensors() {}

  /** The elements of each output by its name: Double, Long or String. */
  static Map<String, List<Object>> of(RawAnswer answer) {
    ByteBuffer binary =
        answer
            .body()
            .duplicate()
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(answer.jsonLength().orElse(answer.body().capacity()));
    Map<String, List<Object>> tensors = new LinkedHashMap<>();
    for (JsonNode output : JSON.readTree(answer.text()).get("outputs")) {
      tensors.put(
          output.get("name").stringValue(),
          output.has("data") ? inJson(output.get("data")) : behindIt(output, binary));
    }
    if (binary.hasRemaining()) {
      throw new IllegalStateException(binary.remaining() + " bytes belong to no output.");
    }
    return tensors;
  }

  private static List<Object> inJson(JsonNode data) {
    List<Object> elements = new ArrayList<>();
    for (JsonNode element : data) {
      elements.add(
          element.isString()
              ? element.stringValue()
              : element.isIntegralNumber() ? (Object) element.longValue() : element.doubleValue());
    }
    return elements;
  }

  private static List<Object> behindIt(JsonNode output, ByteBuffer binary) {
    int end = binary.position() + output.at("/parameters/binary_data_size").intValue();
    List<Object> elements = new ArrayList<>();
    while (binary.position() < end) {
      elements.add(
          switch (output.get("datatype").stringValue()) {
            case "FP64" -> binary.getDouble();
            case "INT64" -> binary.getLong();
            default -> {
              byte[] text = new byte[binary.getInt()];
              binary.get(text);
              yield new String(text, StandardCharsets.UTF_8);
            }
          });
    }
    return elements;
  }
}
