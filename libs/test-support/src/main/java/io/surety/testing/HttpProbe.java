package io.surety.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks real HTTP to a service under test on this machine. */
public final class HttpProbe implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private static final String MANAGEMENT = "/actuator";

  private final String address;
  private final String managementAddress;

  /** Talks to the service that listens on this port. */
  public HttpProbe(int port) {
    this(port, port);
  }

  /** Asks at the second port for what is below {@code /actuator}. */
  public HttpProbe(int port, int managementPort) {
    this.address = "http://127.0.0.1:" + port;
    this.managementAddress = "http://127.0.0.1:" + managementPort;
  }

  /** Where the service is, without a path. */
  public String address() {
    return address;
  }

  /** Asks for a path; headers come in pairs of name and value. */
  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** A request to be completed and sent. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create((path.startsWith(MANAGEMENT) ? managementAddress : address) + path))
            .timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Sends a request and waits for its answer. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", interrupted);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
