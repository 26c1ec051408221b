package io.surety.delivery.approval;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Azure DevOps with answers of the shapes that its interface has. */
final class AzureDevOpsFake implements AutoCloseable {

  static final String TOKEN = "token-of-the-run";

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  AzureDevOpsFake() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/us/project-id/_apis/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    String resource =
        exchange.getRequestURI().toString().replaceFirst("^/us/project-id/_apis/", "");
    asked.add(resource);
    boolean known =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String body = answers.get(resource.replaceFirst("\\?.*", ""));
    byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(known ? body == null ? 404 : 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  AzureDevOpsFake answering(String resource, String json) {
    answers.put(resource, json);
    return this;
  }

  List<String> asked() {
    return asked;
  }

  AzureApprovals approvals() {
    return new AzureApprovals(azure(TOKEN), "42", "Approve");
  }

  AzureDevOps azure(String token) {
    return AzureDevOps.ofRun(
        Map.of(
            "SYSTEM_COLLECTIONURI",
            URI.create("http://localhost:%d/us/".formatted(server.getAddress().getPort()))
                .toString(),
            "SYSTEM_TEAMPROJECTID",
            "project-id",
            "SYSTEM_ACCESSTOKEN",
            token));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
