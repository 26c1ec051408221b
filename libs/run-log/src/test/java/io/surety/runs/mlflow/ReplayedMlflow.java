package io.surety.runs.mlflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Answers as a real MLflow server did, as long as it is asked exactly what that one was asked. */
final class ReplayedMlflow implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Exchange> expected;
  private final List<String> differences = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  ReplayedMlflow(List<Exchange> exchanges) throws IOException {
    this.expected = new ArrayDeque<>(exchanges);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::replay);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How the requests differed from those that were recorded, and which never came. */
  List<String> differences() {
    List<String> all = new ArrayList<>(differences);
    expected.forEach(each -> all.add("never asked: " + each.method() + " " + each.path()));
    return all;
  }

  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private synchronized void replay(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    authorizations.add(
        Optional.ofNullable(call.getRequestHeaders().getFirst("Authorization")).orElse(""));
    Exchange next = expected.poll();
    String asked = call.getRequestMethod() + " " + call.getRequestURI() + " " + Exchange.json(body);
    String awaited =
        next == null ? "nothing" : next.method() + " " + next.path() + " " + next.sent();
    if (next == null || !asked.equals(awaited)) {
      differences.add("asked %s, not %s".formatted(asked, awaited));
      answer(call, 500, "{}");
      return;
    }
    answer(call, next.status(), next.answered().toString());
  }

  static void answer(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
