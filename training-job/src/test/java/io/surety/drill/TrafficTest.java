package io.surety.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.surety.drill.Applicants.Applicant;
import io.surety.feature.Feature;
import io.surety.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traffic on a service that answers what it is told to. */
class TrafficTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Applicant SOMEBODY =
      new Applicant(
          5_008_806, LocalDate.of(2020, 6, 30), new double[] {3, 120.5, 40, Double.NaN, 1});
  private static final Applicant OTHER =
      new Applicant(6_000_000, LocalDate.of(2021, 6, 30), new double[] {0, Double.NaN, 30, 2, 0});

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{\"model\":{\"name\":\"loan-risk\",\"version\":1}}";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/score",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void namesUsersAndBringsFeaturesInTurns() {
    assertThat(Traffic.body(SOMEBODY, List.of(Feature.values()), true))
        .isEqualTo("{\"user_id\":5008806,\"as_of\":\"2020-06-30\"}");
    assertThat(
            Traffic.body(
                SOMEBODY,
                List.of(Feature.AVG_AMOUNT_LOANS_PREVIOUS, Feature.AGE, Feature.YEARS_ON_THE_JOB),
                false))
        .isEqualTo(
            "{\"features\":{\"avg_amount_loans_previous\":120.5,\"age\":40,\"years_on_the_job\":null}}");
    try (Traffic traffic = start()) {
      await("both kinds", () -> traffic.answers().answered() >= 10);
    }
    assertThat(bodies).anyMatch(body -> body.contains("user_id"));
    assertThat(bodies).anyMatch(body -> body.contains("features"));
    assertThat(tokens).containsOnly("Bearer secret");
  }

  @Test
  void changesWhoAsksWithTheDrift() {
    try (Traffic traffic = start()) {
      await("healthy answers", () -> traffic.answers().answered() >= 5);
      assertThat(traffic.answers().driftedUntil(Clock.systemUTC().instant())).isZero();
      traffic.drift(Applicants.of(List.of(OTHER)));
      await(
          "drifted answers",
          () -> traffic.answers().driftedUntil(Clock.systemUTC().instant()) >= 5);
    }
    assertThat(bodies).anyMatch(body -> body.contains("6000000"));
  }

  @Test
  void hearsWhoAnswers() {
    try (Traffic traffic = start()) {
      await("the version", () -> heard(traffic, "loan-risk/1"));
      answer =
          "{\"decision\":\"refer\",\"model\":{\"name\":\"loan-risk\",\"version\":1,\"answered_by\":\"policy\"}}";
      await("the policy", () -> heard(traffic, "the policy (refer) instead of loan-risk/1"));
      answer = "{\"model\":{\"name\":\"loan-risk\",\"version\":1,\"fallback_for\":2}}";
      await("the fallback", () -> heard(traffic, "loan-risk/1 instead of loan-risk/2"));
      assertThat(traffic.answers().failed()).isZero();
    }
  }

  @Test
  void countsWhatIsRefusedAndWhatIsNoAnswer() {
    try (Traffic traffic = start()) {
      status = 503;
      await("failures", () -> traffic.answers().failed() >= 3);
      assertThat(traffic.answers().firstFailure().orElseThrow()).startsWith("status 503, {");
      status = 200;
      answer = "not JSON";
      long before = traffic.answers().failed();
      await("more failures", () -> traffic.answers().failed() > before + 6);
    }
  }

  private static boolean heard(Traffic traffic, String speaker) {
    return traffic.answers().bySpeaker().keySet().stream()
        .anyMatch(each -> each.toString().equals(speaker));
  }

  private Traffic start() {
    return Traffic.start(
        new Traffic.Ask(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            () -> Optional.of("secret"),
            List.of(Feature.values()),
            200),
        Applicants.of(List.of(SOMEBODY)),
        Clock.systemUTC());
  }

  private static void await(String fact, BooleanSupplier reached) {
    Eventually.within(PATIENCE, fact, reached);
  }
}
