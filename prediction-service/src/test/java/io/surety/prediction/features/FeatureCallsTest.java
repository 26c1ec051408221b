package io.surety.prediction.features;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.feature.LookupAnswer;
import io.surety.feature.UserId;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.ExampleFile;
import io.surety.web.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FeatureCallsTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Moment TODAY = new Moment(null, null);
  private static final List<UserId> USERS = List.of(new UserId(5008812), new UserId(9));

  private final FakeFeatureService service = new FakeFeatureService();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final FeatureCalling calling = new FeatureCalling();
  private final TimeLimits limits = calling.featureCallTimeLimits();

  FeatureCallsTest() {
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
  }

  @AfterEach
  void stop() {
    limits.close();
    service.close();
  }

  @Test
  void asksLikeTheExample() {
    List<UserId> users = List.of(new UserId(5008812), new UserId(5008807), new UserId(5008806));
    Moment moment = new Moment(LocalDate.parse("2022-03-08"), Basis.LATEST_LOAN);
    calls(service.url()).lookUp(Map.of(moment, users), List.of());
    assertThat(JSON.readTree(service.calls().getFirst().body()))
        .isEqualTo(JSON.readTree(ExampleFile.read("features/lookup-request.json")));
  }

  @Test
  void readsTheExample() {
    LookupAnswer answer =
        JSON.readValue(ExampleFile.read("features/lookup-answer.json"), LookupAnswer.class);
    assertThat(answer.results())
        .extracting(LookupAnswer.Result::status)
        .containsExactly(
            LookupAnswer.Status.FOUND, LookupAnswer.Status.UNKNOWN, LookupAnswer.Status.FOUND);
    assertThat(answer.schema()).isEqualTo(Feature.schema());
  }

  @Test
  void tellsTheKnownFromTheUnknown() {
    KnownFeatures known = lookUp(calls(service.url()), USERS);
    assertThat(known.asOf()).isEqualTo(FakeFeatureService.TODAY);
    assertThat(known.users().getFirst().orElseThrow())
        .containsEntry("age", 62)
        .containsEntry("years_on_the_job", null);
    assertThat(known.users().getLast()).isEmpty();
    assertThat(calls("answered")).isOne();
  }

  @Test
  void takesAnAnswerThatKnowsMoreThanIsNeeded() {
    service.become(Mood.SERVING_ONE_FEATURE_MORE);
    assertThat(lookUp(calls(service.url()), USERS).users()).hasSize(2);
  }

  @Test
  void refusesAnotherDefinitionThanTheModelNeeds() {
    service.become(Mood.SERVING_ANOTHER_AGE);
    assertThatThrownBy(() -> lookUp(calls(service.url()), USERS))
        .isInstanceOf(DefinitionsDiffer.class)
        .hasMessageContaining("needs age@1")
        .hasMessageContaining("age@2");
  }

  @Test
  void givesUpOnAServiceThatFailsOrAnswersSomethingElse() {
    for (Mood mood : List.of(Mood.FAILING, Mood.ANSWERING_NONSENSE, Mood.ANSWERING_ABOUT_OTHERS)) {
      service.become(mood);
      assertThatThrownBy(() -> lookUp(calls(service.url()), USERS))
          .as(mood.name())
          .isInstanceOf(FeaturesUnavailable.class);
      assertThat(service.calls()).as(mood.name()).hasSize(1);
    }
    assertThat(calls("failed")).isEqualTo(3);
  }

  @Test
  void givesUpOnAServiceThatStalls() {
    service.become(Mood.STALLING);
    FeatureCalls impatient = calls(service.url(), Duration.ofMillis(200));
    assertThatThrownBy(() -> lookUp(impatient, USERS))
        .isInstanceOf(FeaturesUnavailable.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void givesUpOnAnAnswerThatComesInDropsForEver() throws IOException {
    try (ServerSocket drips = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(drips));
      URI url = URI.create("http://127.0.0.1:" + drips.getLocalPort());
      FeatureCalls impatient = calls(url, Duration.ofMillis(300));
      assertThatThrownBy(() -> lookUp(impatient, USERS))
          .isInstanceOf(FeaturesUnavailable.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  /** A byte each 20 ms, until nobody takes one any more. */
  private static void drip(ServerSocket server) {
    try (Socket caller = server.accept()) {
      OutputStream out = caller.getOutputStream();
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      while (true) {
        out.write(' ');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void givesUpOnManyMomentsWhenTheTimeForAllIsOver() {
    service.become(Mood.SLOW);
    FeatureCalls impatient = calls(service.url(), Duration.ofSeconds(20), Duration.ofMillis(400));
    long start = System.nanoTime();
    assertThatThrownBy(() -> impatient.lookUp(moments(1000), Feature.schema()))
        .isInstanceOf(FeaturesUnavailable.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(service.calls()).hasSizeLessThan(10);
  }

  @Test
  void callsOnceForEachMoment() {
    Map<Moment, KnownFeatures> known = calls(service.url()).lookUp(moments(3), Feature.schema());
    assertThat(service.calls()).hasSize(3);
    assertThat(known).allSatisfy((moment, of) -> assertThat(of.asOf()).isEqualTo(moment.asOf()));
  }

  private static Map<Moment, List<UserId>> moments(int count) {
    LocalDate first = LocalDate.parse("2020-01-01");
    return IntStream.range(0, count)
        .mapToObj(first::plusDays)
        .collect(Collectors.toMap(asOf -> new Moment(asOf, null), _ -> USERS));
  }

  @Test
  void letsCallersWithOtherTokensNotWaitForEachOther() throws Exception {
    ThreadLocal<Integer> caller = new ThreadLocal<>();
    FeatureCalls calls = calls(() -> "token-" + caller.get());
    gathersAll(each -> {
      caller.set(each);
      return calls.lookUp(Map.of(TODAY, List.of(new UserId(each))), Feature.schema());
    });
    assertThat(service.calls())
        .extracting(FakeFeatureService.Call::authorization)
        .doesNotHaveDuplicates();
  }

  @Test
  void letsQuestionsAboutOtherDaysNotWaitForEachOther() throws Exception {
    FeatureCalls calls = calls(() -> "token");
    LocalDate first = LocalDate.parse("2020-01-01");
    gathersAll(each -> {
      Moment moment = new Moment(first.plusDays(each), null);
      return calls.lookUp(Map.of(moment, List.of(new UserId(7))), Feature.schema());
    });
  }

  /** No call is answered before all are there: one that waited for another would come too late. */
  private void gathersAll(IntFunction<Map<Moment, KnownFeatures>> question) throws Exception {
    service.become(Mood.GATHERING);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<Moment, KnownFeatures>>> asked =
          IntStream.range(0, FeatureCalling.MOST_CONNECTIONS)
              .mapToObj(each -> callers.submit(() -> question.apply(each)))
              .toList();
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (service.calls().size() < asked.size() && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      int together = service.calls().size();
      service.release();
      assertThat(together).as("under way at once").isEqualTo(FeatureCalling.MOST_CONNECTIONS);
      for (Future<Map<Moment, KnownFeatures>> each : asked) {
        assertThat(each.get()).hasSize(1);
      }
    }
  }

  @Test
  void givesUpWhereNobodyListens() {
    assertThatThrownBy(() -> lookUp(calls(URI.create("http://127.0.0.1:1")), USERS))
        .isInstanceOf(FeaturesUnavailable.class);
  }

  @Test
  void triesAgainOnceWhenAConnectionBreaks() throws IOException {
    try (ServerSocket breaksOnce = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> breakTheFirstConnection(breaksOnce));
      URI url = URI.create("http://127.0.0.1:" + breaksOnce.getLocalPort());
      assertThat(calls(url).lookUp(Map.of(TODAY, List.of(new UserId(5))), List.of())).hasSize(1);
    }
  }

  private static void breakTheFirstConnection(ServerSocket server) {
    byte[] body =
        """
        {"as_of": "2022-03-08", "basis": "latest_loan", "schema": [],
         "results": [{"user_id": 5, "status": "unknown", "loan_date": null, "features": null}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    try {
      server.accept().close();
      try (Socket second = server.accept()) {
        readRequest(second.getInputStream());
        second.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        second.getOutputStream().write(body);
      }
    } catch (IOException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.UTF_8).contains("user_ids\":[5]")) {
      read.write(in.read());
    }
  }

  private FeatureCalls calls(URI url) {
    return calls(url, Duration.ofSeconds(20));
  }

  private FeatureCalls calls(URI url, Duration readLimit) {
    return calls(url, readLimit, Duration.ofSeconds(20));
  }

  private FeatureCalls calls(URI url, Duration readLimit, Duration totalLimit) {
    return calls(settings(url, 10, readLimit, totalLimit), () -> null);
  }

  private FeatureCalls calls(CallIdentity identity) {
    Duration limit = Duration.ofSeconds(20);
    return calls(settings(service.url(), 2, limit, limit), identity);
  }

  private FeatureCalls calls(FeatureCallSettings settings, CallIdentity identity) {
    return calling.featureCalls(
        calling.featureServiceConnections(settings),
        limits,
        settings,
        identity,
        meters,
        observations);
  }

  private static FeatureCallSettings settings(
      URI url, int calls, Duration readLimit, Duration totalLimit) {
    return new FeatureCallSettings(
        url,
        calls,
        Duration.ofSeconds(5),
        readLimit,
        totalLimit,
        Duration.ofSeconds(2),
        new FeatureCallSettings.Retry(0, Duration.ofMillis(50)),
        new FeatureCallSettings.Circuit(Duration.ofSeconds(10), 4, 0.5, Duration.ofSeconds(2), 2),
        new FeatureCallSettings.Bulkhead(FeatureCalling.MOST_CONNECTIONS, Duration.ZERO),
        FeatureCallSettings.Identity.NONE,
        null);
  }

  private static KnownFeatures lookUp(FeatureCalls calls, List<UserId> users) {
    return requireNonNull(calls.lookUp(Map.of(TODAY, users), Feature.schema()).get(TODAY));
  }

  private long calls(String outcome) {
    return meters.get("surety.feature.calls").tag("outcome", outcome).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }
}
