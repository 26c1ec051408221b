package io.surety.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body as a whole, for endpoints that cannot afford a message converter: converters cost
 * more than finding a user's features or scoring them.
 */
public final class WholeBody {

  private WholeBody() {}

  /** The bytes. One whose length is known needs no buffer but its own; the usual 16 KB show. */
  public static byte[] bytes(HttpServletRequest request) throws IOException {
    int length = request.getContentLength();
    return length < 0
        ? request.getInputStream().readAllBytes()
        : request.getInputStream().readNBytes(length);
  }

  /**
   * The bytes as JSON.
   *
   * @throws MalformedRequest when they are something else
   */
  public static JsonNode json(HttpServletRequest request, JsonMapper json) throws IOException {
    byte[] body = bytes(request);
    if (body.length == 0) {
      throw UnreadableJson.absent();
    }
    try {
      return json.readTree(body);
    } catch (JacksonException notJson) {
      throw UnreadableJson.explain(notJson);
    }
  }
}
