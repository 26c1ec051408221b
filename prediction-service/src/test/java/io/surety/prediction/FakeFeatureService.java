package io.surety.prediction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.feature.FeatureVector;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupAnswer.Result;
import io.surety.feature.LookupAnswer.Status;
import io.surety.feature.LookupRequest;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the feature service, and can misbehave in every way that a service does. */
public final class FakeFeatureService implements AutoCloseable {

  /** What a call met. */
  public record Call(String body, String traceparent, String authorization) {}

  /** How calls are answered. */
  public enum Mood {
    WELL,
    /** Takes 50 ms for an answer. */
    SLOW,
    /** Answers well, but nobody before it is told to. */
    GATHERING,
    FAILING,
    FORBIDDING,
    ASKING_FOR_A_TOKEN,
    STALLING,
    ANSWERING_NONSENSE,
    ANSWERING_ABOUT_OTHERS,
    SERVING_ANOTHER_AGE,
    SERVING_ONE_FEATURE_MORE
  }

  /** The day that it takes for today. */
  public static final LocalDate TODAY = LocalDate.parse("2022-03-08");

  /** When the newest loans that it takes into account were loaded. */
  public static final Instant KNOWN_AT = Instant.parse("2022-03-07T01:30:12.345678Z");

  private static final int MOST_CONNECTIONS = 256;
  private static final JsonMapper JSON = WireJson.mapper();
  private static final Map<Long, FeatureVector> USERS =
      Map.of(
          5008806L, FeatureVector.of(29, 136.4468640135, 59, 3, 1),
          5008812L, FeatureVector.of(16, 123.23469577030744, 62, Double.NaN, 0),
          5008804L, FeatureVector.of(15, 128.90637116931464, 33, 12, 1),
          7L, FeatureVector.of(0, Double.NaN, Double.NaN, Double.NaN, 0));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.WELL;
  private volatile CountDownLatch stall = new CountDownLatch(1);

  public FakeFeatureService() {
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_CONNECTIONS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext("/features/lookup", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Call> calls() {
    return calls;
  }

  /** Answers in this mood from now on, and forgets the calls so far. */
  public void become(Mood next) {
    mood = next;
    release();
    stall = new CountDownLatch(1);
    calls.clear();
  }

  /** Answers those who wait. */
  public void release() {
    stall.countDown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(
          new Call(
              body,
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")).orElse(""),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse("")));
      byte[] answer = answer(JSON.readValue(body, LookupRequest.class));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status(), answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int status() {
    return switch (mood) {
      case FAILING -> 500;
      case FORBIDDING -> 403;
      case ASKING_FOR_A_TOKEN -> 401;
      default -> 200;
    };
  }

  private byte[] answer(LookupRequest question) throws InterruptedException {
    return switch (mood) {
      case WELL -> JSON.writeValueAsBytes(answer(question, Feature.schema(), 0));
      case SLOW -> {
        stall.await(50, TimeUnit.MILLISECONDS);
        yield JSON.writeValueAsBytes(answer(question, Feature.schema(), 0));
      }
      case GATHERING -> {
        stall.await();
        yield JSON.writeValueAsBytes(answer(question, Feature.schema(), 0));
      }
      case FAILING, FORBIDDING, ASKING_FOR_A_TOKEN ->
          "{\"secret\": \"stack trace\"}".getBytes(StandardCharsets.UTF_8);
      case STALLING -> {
        stall.await();
        yield new byte[0];
      }
      case ANSWERING_NONSENSE -> "<html>".getBytes(StandardCharsets.UTF_8);
      case ANSWERING_ABOUT_OTHERS -> JSON.writeValueAsBytes(answer(question, Feature.schema(), 1));
      case SERVING_ANOTHER_AGE ->
          JSON.writeValueAsBytes(
              answer(
                  question,
                  Feature.schema().stream().map(each -> each.replace("age@1", "age@2")).toList(),
                  0));
      case SERVING_ONE_FEATURE_MORE ->
          JSON.writeValueAsString(answer(question, Feature.schema(), 0))
              .replace("\"age@1\"", "\"income@1\",\"age@1\"")
              .replace("\"age\":", "\"income\":1000,\"age\":")
              .replace("\"as_of\":", "\"computed_in_ms\":3,\"as_of\":")
              .getBytes(StandardCharsets.UTF_8);
    };
  }

  private static LookupAnswer answer(LookupRequest question, List<String> schema, long shift) {
    LocalDate asOf = question.asOf() == null ? TODAY : question.asOf();
    List<Result> results =
        question.userIds().stream()
            .map(user -> result(user + shift, Optional.ofNullable(USERS.get(user))))
            .toList();
    return new LookupAnswer(asOf, Basis.LATEST_LOAN.wireName(), KNOWN_AT, schema, results);
  }

  private static Result result(long user, Optional<FeatureVector> known) {
    return known
        .map(vector -> new Result(user, Status.FOUND, TODAY.minusYears(1), vector.toWire()))
        .orElseGet(() -> new Result(user, Status.UNKNOWN, null, null));
  }

  @Override
  public void close() {
    stall.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
