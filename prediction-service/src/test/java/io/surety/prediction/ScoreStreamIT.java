package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines streamed through {@code POST /score}, by callers who behave and callers who do not. */
class ScoreStreamIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ROW = "[15, 128.9, 33, null, 1]";
  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static int port;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.4));
    service = registry.start(FEATURES, "--server.tomcat.connection-timeout=2s");
    port = TestedRegistry.port(service);
  }

  @AfterAll
  static void stop() {
    service.close();
    FEATURES.close();
    registry.close();
  }

  @BeforeEach
  void behave() {
    FEATURES.become(Mood.WELL);
  }

  @Test
  void answersEachLineBeforeTheNextIsSent() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      for (int line = 0; line < 50; line++) {
        boolean user = line % 2 == 0;
        stream.write(user ? "{\"user_id\": 5008806}\n" : ROW + "\n");
        assertThat(read(stream).get("user_id").isNull()).isEqualTo(!user);
      }
      stream.end();
      assertThat(stream.readLine()).isNull();
    }
  }

  @Test
  void answersWrongLinesInTheirPlaceAndGoesOn() throws IOException {
    try (RawStream stream = new RawStream(port, "?explain=none")) {
      stream.write(
          String.join(
              "\n",
              ROW,
              "{\"user_id\": ",
              "{\"user_id\": 9}",
              "",
              "{\"features\": {\"agee\": 1}}",
              "{\"user_id\": 5, \"user_id\": 6}",
              "[" + " ".repeat(70_000) + "]",
              "[1, 2]",
              "{\"user_id\": 5008806, \"as_of\": \"soon\"}",
              "{\"user_id\": 5008806}"));
      stream.end();
      assertThat(read(stream).has("probability")).isTrue();
      assertProblem(read(stream), 1, "malformed-request", "[1]");
      assertProblem(read(stream), 2, "user-not-found", null);
      assertProblem(read(stream), 3, "malformed-request", "[3]");
      assertProblem(read(stream), 4, "malformed-request", "[4].features.agee");
      assertProblem(read(stream), 5, "malformed-request", "[5].user_id");
      assertProblem(read(stream), 6, "body-too-large", null);
      assertProblem(read(stream), 7, "malformed-request", "[7]");
      assertProblem(read(stream), 8, "malformed-request", "[8].as_of");
      JsonNode last = read(stream);
      assertThat(last.get("user_id").longValue()).isEqualTo(5008806);
      assertThat(last.has("reasons")).isFalse();
      assertThat(stream.readLine()).isNull();
    }
  }

  @Test
  void answersWithoutUsersWhileTheFeatureServiceFails() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      FEATURES.become(Mood.FAILING);
      stream.write("{\"user_id\": 5008806}\n" + ROW + "\n");
      assertProblem(read(stream), 0, "features-unavailable", null);
      assertThat(read(stream).has("probability")).isTrue();
      FEATURES.become(Mood.SERVING_ANOTHER_AGE);
      stream.write("{\"user_id\": 5008806}\n");
      assertProblem(read(stream), 2, "feature-definitions-differ", null);
      FEATURES.become(Mood.WELL);
      stream.write("{\"user_id\": 5008806}\n");
      assertThat(read(stream).has("probability")).isTrue();
      stream.end();
      assertThat(stream.readLine()).isNull();
    }
  }

  @Test
  void looksManyUsersUpTogether() throws Exception {
    int lines = 5_000;
    assertThat(stream("{\"user_id\": 5008806}\n", lines)).isEqualTo(lines);
    assertThat(FEATURES.calls()).hasSizeLessThan(lines / 20);
  }

  /** What 300,000 answers hold is some ninety megabytes; what is kept must not grow with them. */
  @Test
  void keepsNothingOfALongStream() throws Exception {
    stream(ROW + "\n", 20_000);
    long before = liveBytes();
    long most = 0;
    try (RawStream stream = new RawStream(port, "");
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      for (int part = 0; part < 3; part++) {
        Future<?> written = writer.submit(() -> write(stream, ROW + "\n", 100_000));
        for (int line = 0; line < 100_000; line++) {
          assertThat(stream.readLine()).isNotNull();
        }
        written.get();
        most = Math.max(most, liveBytes());
      }
      stream.end();
      assertThat(stream.readLine()).isNull();
    }
    assertThat(most - before).as("more live bytes, beside %d before", before).isLessThan(8 << 20);
  }

  private static long liveBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Test
  void takesOneChampionForAWholeStream() throws Exception {
    try (RawStream stream = new RawStream(port, "");
        HttpProbe http = new HttpProbe(port)) {
      JsonNode first = answeredBy(stream);
      int next = registry.promote(TinyBundle.answering(0.3)).number();
      Eventually.within(
          PATIENCE,
          "the next champion",
          () -> {
            assertThat(answeredBy(stream)).isEqualTo(first);
            return http.post("/score", "[" + ROW + "]").body().contains("\"version\":" + next);
          });
      assertThat(answeredBy(stream)).isEqualTo(first);
      stream.end();
      assertThat(stream.readLine()).isNull();
    }
  }

  @Test
  void endsWhenTheCallerHangsUp() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      stream.write(ROW + "\n");
      assertThat(read(stream).has("probability")).isTrue();
      awaitStreams(1);
    }
    awaitStreams(0);
  }

  @Test
  void breaksOffWhenTheCallerFallsSilent() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      stream.write(ROW + "\n" + ROW);
      assertThat(read(stream).has("probability")).isTrue();
      assertThatThrownBy(stream::readLine).hasMessageContaining("broke off");
    }
    awaitStreams(0);
  }

  @Test
  void refusesWhoSaysNothingAtAll() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      assertThatThrownBy(stream::readLine).hasMessageContaining("HTTP/1.1 408");
    }
    awaitStreams(0);
  }

  @Test
  void breaksOffWhenTheCallerNeverReads() throws IOException {
    try (RawStream stream = new RawStream(port, "")) {
      String lines = (ROW + "\n").repeat(1_000);
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 1_000; round++) {
                  stream.write(lines);
                }
              })
          .isInstanceOf(IOException.class);
    }
    awaitStreams(0);
  }

  private static JsonNode answeredBy(RawStream stream) {
    try {
      stream.write(ROW + "\n");
      return read(stream).get("model");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void awaitStreams(int running) {
    Eventually.within(
        PATIENCE,
        running + " streams running",
        () -> {
          try (HttpProbe http = TestedRegistry.probe(service)) {
            return http.get("/actuator/prometheus")
                .body()
                .contains("surety_score_streams " + running + ".0");
          }
        });
  }

  /** Writes and reads at once; how many answers came. */
  private static int stream(String line, int lines) throws Exception {
    try (RawStream stream = new RawStream(port, "");
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> written =
          writer.submit(() -> {
            write(stream, line, lines);
            stream.end();
            return null;
          });
      int answers = 0;
      while (stream.readLine() != null) {
        answers++;
      }
      written.get();
      return answers;
    }
  }

  private static Void write(RawStream stream, String line, int lines) throws IOException {
    List<String> several = new ArrayList<>();
    for (int written = 0; written < lines; written += several.size()) {
      several.clear();
      for (int each = Math.min(100, lines - written); each > 0; each--) {
        several.add(line);
      }
      stream.write(String.join("", several));
    }
    return null;
  }

  private static JsonNode read(RawStream stream) throws IOException {
    String line = stream.readLine();
    assertThat(line).isNotNull();
    return JSON.readTree(line);
  }

  private static void assertProblem(JsonNode problem, int index, String type, String field) {
    assertThat(problem.get("type").stringValue()).isEqualTo("urn:surety:problem:" + type);
    assertThat(problem.get("index").intValue()).isEqualTo(index);
    assertThat(problem.at("/errors/0/field").asString("none"))
        .isEqualTo(field == null ? "none" : field);
  }
}
