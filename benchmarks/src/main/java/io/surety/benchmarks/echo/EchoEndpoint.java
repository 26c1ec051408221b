package io.surety.benchmarks.echo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body, and answers what it was told to answer: the way of a request through Tomcat, the
 * filters and the observation, with nothing behind it.
 */
@RestController
class EchoEndpoint {

  private static final String NAME = "name";

  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> rawAnswers = new ConcurrentHashMap<>();
  private final JsonMapper json;

  EchoEndpoint(JsonMapper json) {
    this.json = json;
  }

  /** Tells an echo what to answer. */
  @PutMapping("/echo/{name}")
  ResponseEntity<Void> learn(@PathVariable(NAME) String name, @RequestBody JsonNode answer) {
    answers.put(name, answer);
    rawAnswers.put(name, answer.toString().getBytes(StandardCharsets.UTF_8));
    return ResponseEntity.noContent().build();
  }

  /** JSON in, JSON out, read and written as the services do: without the converters. */
  @PostMapping(value = "/echo/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
  void echo(
      @PathVariable(NAME) String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(request.getContentLength());
    requireBody(json.readTree(body));
    write(name, response);
  }

  private void write(String name, HttpServletResponse response) throws IOException {
    JsonNode answer = known(answers.get(name), name);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
      out.writeTree(answer);
    }
  }

  /** JSON in, JSON out by the message converters, which the services go without. */
  @PostMapping(
      value = "/echo-converted/{name}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode echoConverted(@PathVariable(NAME) String name, @RequestBody JsonNode body) {
    requireBody(body);
    return known(answers.get(name), name);
  }

  /** The same without a body. */
  @GetMapping(value = "/echo/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  void echo(@PathVariable(NAME) String name, HttpServletResponse response) throws IOException {
    write(name, response);
  }

  /** Bytes in, bytes out: what is left when nobody reads or writes JSON. */
  @PostMapping(
      value = "/echo-bytes/{name}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] echoBytes(@PathVariable(NAME) String name, @RequestBody byte[] body) {
    if (body.length == 0) {
      throw new IllegalArgumentException("An echo needs a body.");
    }
    return known(rawAnswers.get(name), name);
  }

  private static void requireBody(JsonNode body) {
    if (body.isMissingNode()) {
      throw new IllegalArgumentException("An echo needs a body.");
    }
  }

  private static <T> T known(@Nullable T answer, String name) {
    if (answer == null) {
      throw new IllegalStateException("Nobody told the echo " + name + " what to answer.");
    }
    return answer;
  }
}
