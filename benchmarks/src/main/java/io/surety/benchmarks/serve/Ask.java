package io.surety.benchmarks.serve;

import io.surety.benchmarks.load.RequestPool;
import java.nio.charset.StandardCharsets;

/**
 * One request.
 *
 * @param contentType of the body; empty when there is no body, and the request is a GET
 */
record Ask(String path, String contentType, String body) {

  static Ask get(String path) {
    return new Ask(path, "", "");
  }

  static Ask json(String path, String body) {
    return new Ask(path, "application/json", body);
  }

  boolean hasBody() {
    return !contentType.isEmpty();
  }

  /** The same body at another place. */
  Ask at(String otherPath) {
    return new Ask(otherPath, contentType, body);
  }

  byte[] wire() {
    return hasBody()
        ? RequestPool.post(path, contentType, body.getBytes(StandardCharsets.UTF_8))
        : RequestPool.get(path);
  }
}
