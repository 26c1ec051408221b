package io.surety.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * A service, asked as its callers ask it.
 *
 * @param token sent with each request
 */
public record Endpoint(URI address, Optional<String> token, HttpClient http) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The service at an address such as {@code http://localhost:8080}. */
  public static Endpoint of(URI address, Optional<String> token) {
    if (address.getScheme() == null || address.getHost() == null) {
      throw new SmokeTest.Failed(
          "'%s' is no address of a service; it looks like http://HOST:PORT.".formatted(address));
    }
    return new Endpoint(address, token, HttpClient.newBuilder().connectTimeout(LIMIT).build());
  }

  /** The same, asked with another token, over the same connections. */
  public Endpoint with(Optional<String> other) {
    return new Endpoint(address, other, http);
  }

  /** An answer's status and body. */
  public record Answer(int status, String body) {}

  /** Asks for what is there. */
  public Answer get(String path) throws IOException {
    return send(request(path));
  }

  /** Asks with a body of JSON. */
  public Answer post(String path, String json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
