package io.surety.prediction.inference;

import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.inference.InferenceAnswer.Output;
import io.surety.registry.ModelVersion;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes an answer: JSON, and behind it the outputs that were asked for as binary data. */
final class AnswerWriter {

  /** How many bytes of a body are JSON, when binary data follows it. */
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final JsonFactory FACTORY = new JsonFactory();

  private AnswerWriter() {}

  static void write(InferenceAnswer answer, HttpServletResponse response) throws IOException {
    FastByteArrayOutputStream json = new FastByteArrayOutputStream();
    writeJson(answer, json);
    List<BinaryOutput> binary = new ArrayList<>();
    int length = json.size();
    for (Output output : answer.outputs()) {
      if (output.data() instanceof BinaryOutput data) {
        binary.add(data);
        length += data.size();
      }
    }
    response.setContentType(
        binary.isEmpty()
            ? MediaType.APPLICATION_JSON_VALUE
            : MediaType.APPLICATION_OCTET_STREAM_VALUE);
    if (!binary.isEmpty()) {
      response.setHeader(JSON_LENGTH, Integer.toString(json.size()));
    }
    response.setContentLength(length);
    json.writeTo(response.getOutputStream());
    for (BinaryOutput data : binary) {
      data.writeTo(response.getOutputStream());
    }
  }

  private static void writeJson(InferenceAnswer answer, FastByteArrayOutputStream stream)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), stream)) {
      json.writeStartObject();
      json.writeStringProperty("model_name", answer.model().version().name());
      json.writeStringProperty(
          "model_version", Integer.toString(answer.model().version().number()));
      if (answer.id() != null) {
        json.writeStringProperty("id", answer.id());
      }
      writeParameters(answer.model(), json);
      json.writeArrayPropertyStart("outputs");
      for (Output output : answer.outputs()) {
        write(output, answer, json, stream);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void writeParameters(LoadedModel model, JsonGenerator json) {
    boolean fallback = model.capacity() instanceof Capacity.Fallback;
    if (model.approved() && !fallback) {
      return;
    }
    json.writeObjectPropertyStart("parameters");
    if (!model.approved()) {
      json.writeBooleanProperty("approved", false);
    }
    if (model.capacity() instanceof Capacity.Fallback(ModelVersion instead, _)) {
      json.writeNumberProperty("fallback_for", instead.number());
    }
    json.writeEndObject();
  }

  private static void write(
      Output output, InferenceAnswer answer, JsonGenerator json, FastByteArrayOutputStream stream)
      throws IOException {
    OutputTensor tensor = output.requested().tensor();
    json.writeStartObject();
    json.writeStringProperty("name", tensor.wireName());
    json.writeStringProperty("datatype", tensor.datatype().name());
    json.writeArrayPropertyStart("shape");
    for (int dimension : tensor.shape(answer.rows(), answer.model().inputs().size())) {
      json.writeNumber(dimension);
    }
    json.writeEndArray();
    switch (output.data()) {
      case BinaryOutput binary -> {
        json.writeObjectPropertyStart("parameters");
        json.writeNumberProperty("binary_data_size", binary.size());
        json.writeEndObject();
      }
      case JsonOutput data -> {
        json.writeName("data");
        json.writeRawValue("");
        json.flush();
        data.writeTo(stream);
      }
    }
    json.writeEndObject();
  }
}
