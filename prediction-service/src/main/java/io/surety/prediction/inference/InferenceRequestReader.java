package io.surety.prediction.inference;

import io.surety.prediction.batches.BatchLimits;
import io.surety.prediction.batches.Cells;
import io.surety.prediction.batches.StrictJson;
import io.surety.prediction.inference.InferenceRequest.RequestedOutput;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the body of an inference request: JSON, and behind it the binary data if there is any. */
final class InferenceRequestReader {

  private static final int LONGEST_ID = 1_000;

  private final List<Input> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private Parameters parameters = Parameters.NONE;
  private @Nullable String id;
  private long values;

  private InferenceRequestReader() {}

  /**
   * Reads a body.
   *
   * @param jsonLength how many of its bytes are JSON
   * @throws MalformedRequest when it cannot be understood, with the place named
   */
  static InferenceRequest read(byte[] body, int jsonLength) {
    InferenceRequestReader reader =
        StrictJson.read(
            body,
            jsonLength,
            parser -> {
              InferenceRequestReader ofThis = new InferenceRequestReader();
              ofThis.readJson(parser);
              return ofThis;
            });
    return reader.complete(new BinaryData(body, jsonLength));
  }

  private void readJson(JsonParser parser) {
    StrictJson.requireObject(parser, "");
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      switch (key) {
        case "id" -> id = readId(parser);
        case "parameters" -> parameters = Parameters.read(parser, "parameters");
        case "inputs" -> readInputs(parser);
        case "outputs" -> readOutputs(parser);
        case "model_name", "model_version" -> {
          // Some clients repeat what the path says, which alone counts.
          parser.nextToken();
          StrictJson.skip(parser, key);
        }
        default ->
            throw unknownKey("", key, "id, inputs, model_name, model_version, outputs, parameters");
      }
    }
  }

  private static @Nullable String readId(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw MalformedRequest.at("id", "A text is expected here.");
    }
    if (parser.getStringLength() > LONGEST_ID) {
      throw MalformedRequest.at("id", "An id has at most %,d characters.".formatted(LONGEST_ID));
    }
    return parser.getString();
  }

  private void readInputs(JsonParser parser) {
    StrictJson.requireArray(parser, "inputs");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String path = "inputs[" + inputs.size() + "]";
      requireObjectHere(parser, path);
      BatchLimits.requireColumns("inputs", inputs.size() + 1L);
      Input input = new Input(path);
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        input.read(key, parser, values);
      }
      inputs.add(input);
      values += input.values();
    }
  }

  private void readOutputs(JsonParser parser) {
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw MalformedRequest.at("outputs", "A list is expected here.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String path = "outputs[" + outputs.size() + "]";
      requireObjectHere(parser, path);
      if (outputs.size() == OutputTensor.values().length) {
        throw MalformedRequest.at(
            "outputs",
            "There are %d outputs, each of which is asked for once.".formatted(outputs.size()));
      }
      Output output = new Output(path);
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        output.read(key, parser);
      }
      outputs.add(output);
    }
  }

  private InferenceRequest complete(BinaryData binary) {
    if (inputs.isEmpty()) {
      throw MalformedRequest.at("inputs", "At least one input is required.");
    }
    List<InputTensor> tensors = new ArrayList<>(inputs.size());
    long elements = 0;
    for (Input input : inputs) {
      elements += input.shape().elements();
      BatchLimits.requireValues("inputs", elements);
      tensors.add(input.tensor(binary));
    }
    binary.requireEnd();
    return new InferenceRequest(id, tensors, requestedOutputs());
  }

  private List<RequestedOutput> requestedOutputs() {
    boolean binary = Boolean.TRUE.equals(parameters.allBinary());
    if (outputs.isEmpty()) {
      return OutputTensor.DEFAULTS.stream()
          .map(tensor -> new RequestedOutput(tensor, binary))
          .toList();
    }
    Map<OutputTensor, RequestedOutput> requested = new EnumMap<>(OutputTensor.class);
    List<RequestedOutput> inOrder = new ArrayList<>(outputs.size());
    for (Output output : outputs) {
      RequestedOutput its = output.requested(binary);
      if (requested.put(its.tensor(), its) != null) {
        throw MalformedRequest.at(output.path, "This output is asked for twice.");
      }
      inOrder.add(its);
    }
    return inOrder;
  }

  private static void requireObjectHere(JsonParser parser, String path) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw MalformedRequest.at(path, "A JSON object is expected here.");
    }
  }

  private static MalformedRequest unknownKey(String path, String key, String known) {
    String field = Quoted.fieldName(key);
    return MalformedRequest.at(
        path.isEmpty() ? field : path + "." + field,
        "This key is not known; known are " + known + ".");
  }

  private static <T> T require(@Nullable T value, String path) {
    if (value == null) {
      throw MalformedRequest.at(path, "This field is required.");
    }
    return value;
  }

  /** One input, its keys in whatever order they come. */
  private static final class Input {

    private final String path;
    private Parameters parameters = Parameters.NONE;
    private @Nullable String name;
    private @Nullable Shape shape;
    private @Nullable Datatype datatype;
    private @Nullable JsonData data;

    Input(String path) {
      this.path = path;
    }

    /** Reads one key, behind so many values of other inputs. */
    void read(String key, JsonParser parser, long before) {
      String itsPath = path + "." + key;
      switch (key) {
        case "name" -> name = StrictJson.requireText(parser, itsPath);
        case "shape" -> shape = Shape.read(parser, itsPath);
        case "datatype" ->
            datatype = Datatype.read(itsPath, StrictJson.requireText(parser, itsPath));
        case "parameters" -> parameters = Parameters.read(parser, itsPath);
        case "data" -> data = JsonData.find(parser, itsPath, before).orElse(null);
        default -> throw unknownKey(path, key, "data, datatype, name, parameters, shape");
      }
    }

    /** How many came in the JSON. */
    int values() {
      return data == null ? 0 : data.size();
    }

    Shape shape() {
      return require(shape, path + ".shape");
    }

    InputTensor tensor(BinaryData binary) {
      String itsName = require(name, path + ".name");
      Shape itsShape = shape();
      Datatype itsType = require(datatype, path + ".datatype");
      return new InputTensor(itsName, itsType, itsShape, cells(binary, itsType, itsShape));
    }

    private Cells cells(BinaryData binary, Datatype itsType, Shape itsShape) {
      Optional<Long> size = Optional.ofNullable(parameters.size());
      if (size.isPresent() && data != null) {
        throw MalformedRequest.at(
            path, "The data comes either in the JSON or behind it, but this input has both.");
      }
      return size.isPresent()
          ? binary.next(path, itsType, itsShape, size.get())
          : require(data, path + ".data").shaped(itsShape);
    }
  }

  /** One requested output. */
  private static final class Output {

    private final String path;
    private Parameters parameters = Parameters.NONE;
    private @Nullable String name;

    Output(String path) {
      this.path = path;
    }

    void read(String key, JsonParser parser) {
      String itsPath = path + "." + key;
      switch (key) {
        case "name" -> name = StrictJson.requireText(parser, itsPath);
        case "parameters" -> parameters = Parameters.read(parser, itsPath);
        default -> throw unknownKey(path, key, "name, parameters");
      }
    }

    RequestedOutput requested(boolean allBinary) {
      OutputTensor tensor = OutputTensor.read(path + ".name", require(name, path + ".name"));
      Boolean its = parameters.binary();
      return new RequestedOutput(tensor, its == null ? allBinary : its);
    }
  }
}
