package io.surety.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Entra ID does in the tenant {@code a-tenant}: takes an assertion and answers with a token.
 */
public final class TokenEndpoint implements AutoCloseable {

  private final HttpsServer server;
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private volatile String token = "";
  private volatile String refusal = "";

  private TokenEndpoint(HttpsServer server) {
    this.server = server;
  }

  /** Starts it on this machine, as https://localhost. */
  public static TokenEndpoint start(TestAuthority authority) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(authority.serving(authority.server("localhost"))));
    TokenEndpoint endpoint = new TokenEndpoint(server);
    server.createContext("/a-tenant/oauth2/v2.0/token", endpoint::answer);
    server.start();
    return endpoint;
  }

  /** Where it is, as {@code AZURE_AUTHORITY_HOST} says it. */
  public String address() {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  /** Gives everybody this token from now on. */
  public void issues(String token) {
    this.token = token;
    this.refusal = "";
  }

  /** Gives nobody a token from now on. */
  public void refuses(String sentence) {
    this.refusal = sentence;
  }

  /** The forms that were sent, oldest first. */
  public List<Map<String, String>> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        Stream.of(form.split("&"))
            .map(field -> field.split("=", 2))
            .collect(Collectors.toMap(field -> field[0], field -> decoded(field[1]))));
    boolean refused = !refusal.isEmpty();
    byte[] body =
        (refused
                ? "{\"error\":\"invalid_client\",\"error_description\":\"" + refusal + "\"}"
                : "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"ext_expires_in\":3600,\"access_token\":\""
                    + token
                    + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(refused ? 401 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
