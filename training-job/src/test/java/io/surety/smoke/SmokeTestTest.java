package io.surety.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmokeTestTest {

  private static final String EXAMPLES =
      """
      {"model":{"name":"loan-risk","version":3},"examples":[
        {"features":{"age":40,"years_on_the_job":null},"probability":0.04419273459914731,"decision":"approve"}]}
      """;
  private static final String RIGHT =
      """
      {"probability":0.04419273459914731,"decision":"approve","model":{"name":"loan-risk","version":3}}
      """;

  private final AtomicInteger refusals = new AtomicInteger();
  private volatile String answer = RIGHT;
  private volatile String asked = "";
  private HttpServer server;

  @BeforeEach
  void startAService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stopIt() {
    server.stop(0);
  }

  @Test
  void passesWhenEachExampleIsAnsweredAsItWasWrittenDown() {
    SmokeTest.Passed passed = test(Optional.of(3)).run(Duration.ZERO);
    assertThat(passed.version()).isEqualTo(3);
    assertThat(passed.examples()).isOne();
    assertThat(asked).isEqualTo("{\"features\":{\"age\":40,\"years_on_the_job\":null}}");
  }

  @Test
  void failsWhenAnAnswerDiffersInItsLastBit() {
    answer = RIGHT.replace("0.04419273459914731", "0.04419273459914732");
    assertThatExceptionOfType(SmokeTest.Failed.class)
        .isThrownBy(() -> test(Optional.empty()).run(Duration.ZERO))
        .withMessageContaining("Example 0 was answered wrong: expected probability 0.0441");
  }

  @Test
  void failsWhenAnotherVersionAnswers() {
    assertThatExceptionOfType(SmokeTest.Failed.class)
        .isThrownBy(() -> test(Optional.of(4)).run(Duration.ZERO))
        .withMessageContaining("loan-risk/3 answers at http://127.0.0.1")
        .withMessageContaining("loan-risk/4 was expected");
  }

  @Test
  void waitsForAServiceThatIsNotReadyYet() {
    refusals.set(1);
    assertThat(test(Optional.empty()).run(Duration.ofSeconds(30)).version()).isEqualTo(3);
  }

  @Test
  void saysWhyItWaitedNoLonger() {
    refusals.set(1_000);
    assertThatExceptionOfType(SmokeTest.Failed.class)
        .isThrownBy(() -> test(Optional.empty()).run(Duration.ZERO))
        .withMessageContaining("did not answer in time (status 503, starting)");
  }

  private SmokeTest test(Optional<Integer> expected) {
    Endpoint service =
        Endpoint.of(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.of("abc"));
    return new SmokeTest(service, Optional.of(service), expected);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    boolean entitled = "Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!entitled) {
      send(exchange, 401, "no token");
    } else if (refusals.getAndDecrement() > 0) {
      send(exchange, 503, "starting");
    } else if (path.equals("/score/examples")) {
      send(exchange, 200, EXAMPLES);
    } else if (path.equals("/score")) {
      asked = body;
      send(exchange, 200, answer);
    } else {
      send(exchange, 200, "{}");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
