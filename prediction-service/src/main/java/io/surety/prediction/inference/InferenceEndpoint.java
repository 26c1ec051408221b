package io.surety.prediction.inference;

import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.AnsweredBy;
import io.surety.prediction.scoring.Deciding;
import io.surety.prediction.scoring.Sitting;
import io.surety.prediction.versions.ServableVersions;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v2/models/NAME/infer}, of the champion or of an approved version. */
@RestController
class InferenceEndpoint {

  private final ServableVersions versions;
  private final Deciding deciding;

  InferenceEndpoint(ServableVersions versions, Deciding deciding) {
    this.versions = versions;
    this.deciding = deciding;
  }

  @PostMapping({"/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer"})
  void infer(
      @PathVariable String model,
      @PathVariable(required = false) @Nullable String version,
      @RequestHeader(name = AnswerWriter.JSON_LENGTH, required = false) @Nullable String jsonLength,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HttpMediaTypeNotSupportedException {
    versions.requireModel(model);
    requireMediaType(request.getContentType());
    Sitting sitting = deciding.begin(versions.require(version), request);
    byte[] body = request.getInputStream().readAllBytes();
    InferenceRequest asked =
        InferenceRequestReader.read(
            body, jsonLength == null ? body.length : lengthIn(jsonLength, body.length));
    BoundRows rows = InputRows.bind(sitting.binder(), asked.inputs());
    InferenceAnswer answer = InferenceAnswer.of(sitting, asked, rows);
    AnsweredBy.say(sitting.model(), response);
    AnswerWriter.write(answer, response);
  }

  /** Triton's client names no media type at all, and KServe's either of two. */
  private static void requireMediaType(@Nullable String contentType)
      throws HttpMediaTypeNotSupportedException {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    switch (type.toLowerCase(Locale.ROOT)) {
      case "", MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE -> {}
      default ->
          throw new HttpMediaTypeNotSupportedException(
              "Neither JSON nor binary data came.",
              List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM));
    }
  }

  private static int lengthIn(String header, int bodyLength) {
    if (header.equals("0")) {
      throw MalformedRequest.at(
          AnswerWriter.JSON_LENGTH,
          "A request begins with JSON here; raw data without it is not taken.");
    }
    if (!header.matches("[1-9][0-9]{0,8}") || Integer.parseInt(header) > bodyLength) {
      throw MalformedRequest.at(
          AnswerWriter.JSON_LENGTH,
          "It says how many of the %d bytes of the body are JSON, but it is %s."
              .formatted(bodyLength, Quoted.of(header)));
    }
    return Integer.parseInt(header);
  }
}
