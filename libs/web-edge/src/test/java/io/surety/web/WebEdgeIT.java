package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class WebEdgeIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static ConfigurableApplicationContext service;
  private static String address;

  @BeforeAll
  static void start() {
    service = EchoService.start();
    address =
        "http://127.0.0.1:"
            + Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port"));
  }

  @AfterAll
  static void stop() {
    service.close();
    HTTP.close();
  }

  @Test
  void answersWhatIsWellFormed() throws Exception {
    HttpResponse<String> answer = post("{\"id\": 7}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"id\":7}");
  }

  @Test
  void namesTheUnknownKey() throws Exception {
    assertProblem(post("{\"id\": 7, \"idd\": 8}"), 400, "malformed-request", "\"field\":\"idd\"");
  }

  @Test
  void namesTheKeyThatComesTwice() throws Exception {
    assertProblem(
        post("{\"id\": 7,\n \"id\": 8}"), 400, "malformed-request", "\"field\":\"id\"", "line 2");
  }

  @Test
  void saysWhereTheJsonBreaks() throws Exception {
    assertProblem(post("{\"id\": 7,\n \"x\" 8}"), 400, "malformed-request", "line 2, column");
  }

  @Test
  void refusesAFractionATextAndANegativeId() throws Exception {
    assertProblem(post("{\"id\": 7.0}"), 400, "malformed-request", "\"field\":\"id\"");
    assertProblem(post("{\"id\": \"7\"}"), 400, "malformed-request", "\"field\":\"id\"");
    assertProblem(post("{\"id\": -7}"), 400, "malformed-request", "\"field\":\"id\"");
    assertProblem(post("{\"id\": 99999999999999999999}"), 400, "malformed-request", "\"id\"");
  }

  @Test
  void refusesAnEmptyBodyAndTrailingContent() throws Exception {
    assertProblem(post(""), 400, "malformed-request", "needs a body");
    assertProblem(post("{\"id\": 7} {}"), 400, "malformed-request", "not valid JSON");
  }

  @Test
  void refusesADeclaredBodyAboveTheLimit() throws Exception {
    assertProblem(post("\"" + "x".repeat(2000) + "\""), 413, "body-too-large", "1024 bytes");
  }

  @Test
  void refusesAChunkedBodyAboveTheLimit() throws Exception {
    byte[] body = ("\"" + "x".repeat(2000) + "\"").getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/echo"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
            .build();
    assertProblem(HTTP.send(request, BodyHandlers.ofString()), 413, "body-too-large", "1024");
  }

  @Test
  void takesMoreBelowAPathThatIsAllowedMore() throws Exception {
    String padded = "{\"id\": 7" + " ".repeat(2000) + "}";
    assertThat(post("/roomy/echo", padded).statusCode()).isEqualTo(200);
    assertProblem(post("/roomyish/echo", padded), 413, "body-too-large", "1024 bytes");
    assertProblem(
        post("/roomy/echo", padded + " ".repeat(4000)), 413, "body-too-large", "4096 bytes");
  }

  @Test
  void refusesAnotherMediaType() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/echo"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    assertProblem(HTTP.send(request, BodyHandlers.ofString()), 415, "unsupported-media-type");
  }

  @Test
  void refusesABodyThatIsEncoded() throws Exception {
    HttpResponse<String> answer = encoded("/echo", "gzip");
    assertProblem(answer, 415, "unsupported-media-type", "'gzip'");
    assertThat(answer.headers().firstValue("Accept-Encoding")).contains("identity");
    assertProblem(encoded("/echo", "identity, br"), 415, "unsupported-media-type", "'br'");
    assertThat(encoded("/echo", "Identity").statusCode()).isEqualTo(200);
    assertProblem(encoded("/nowhere", "gzip"), 404, "unknown-path");
  }

  @Test
  void refusesAnotherMethodAndSaysWhichIsAllowed() throws Exception {
    HttpResponse<String> answer = get("/echo");
    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void refusesAnAcceptHeaderThatExcludesJson() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/echo"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/xml")
            .POST(BodyPublishers.ofString("{\"id\": 1}"))
            .build();
    assertProblem(HTTP.send(request, BodyHandlers.ofString()), 406, "not-acceptable");
  }

  @Test
  void refusesAnUnknownPathWhateverIsAccepted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/nowhere"))
            .header("Accept", "text/html")
            .build();
    assertProblem(HTTP.send(request, BodyHandlers.ofString()), 404, "unknown-path");
    assertProblem(get("/error"), 404, "unknown-path");
  }

  @Test
  void asksToComeBackWhenTheDatabaseIsAway() throws Exception {
    HttpResponse<String> answer = get("/database-away");
    assertProblem(answer, 503, "database-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void tellsNothingInternalOfAFailure() throws Exception {
    HttpResponse<String> answer = get("/broken");
    assertProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("secret", "Exception");
  }

  @Test
  void answersWhatTheContainerRefusesWithAProblemToo() throws Exception {
    try (LoggedFailures logged = new LoggedFailures()) {
      refuseByTheContainer();
      assertThat(logged.all()).isEmpty();
      get("/broken");
      assertThat(logged.all()).hasSize(1);
    }
  }

  @Test
  void breaksHalfAnAnswerOffWithoutAWord() throws Exception {
    try (LoggedFailures logged = new LoggedFailures()) {
      assertThat(exchange("GET /half HTTP/1.1\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 200")
          .endsWith("the first half\r\n");
      assertThat(logged.all()).isEmpty();
    }
  }

  private static void refuseByTheContainer() throws IOException {
    for (String raw :
        new String[] {
          "GET /a|b HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /%2f..%2f HTTP/1.1\r\nHost: x\r\n\r\n",
          "BAD\u0001 / HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: z\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
          "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
          "TRACE /echo HTTP/1.1\r\nHost: x\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: zip\r\n\r\n",
        }) {
      String answer = exchange(raw);
      assertThat(answer)
          .startsWith("HTTP/1.1 ")
          .contains("application/problem+json", "urn:surety:problem:")
          .doesNotContainIgnoringCase("tomcat", "<html", "exception");
    }
  }

  @Test
  void servesItsContract() throws Exception {
    HttpResponse<String> answer = get("/openapi.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"openapi\":\"3.1");
    assertThat(get("/swagger-ui/swagger-initializer.js").body()).contains("\"/openapi.json\"");
    assertThat(get("/swagger-ui.html").statusCode()).isEqualTo(302);
    assertThat(get("/swagger-ui/index.html").body()).contains("swagger-ui");
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String type, String... fragments) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains("\"type\":\"urn:surety:problem:" + type + "\"", "\"status\":" + status);
    for (String fragment : fragments) {
      assertThat(answer.body()).contains(fragment);
    }
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return post("/echo", body);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> encoded(String path, String encoding) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofString("{\"id\": 7}"))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }

  private static String exchange(String raw) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort())) {
      socket.setSoTimeout(3000);
      OutputStream out = socket.getOutputStream();
      out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
