package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.testing.HttpProbe;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many more callers than the service answers at once, in the heap that it is shipped with. */
class OverloadIT {

  private static final int CALLERS = 600;
  private static final Duration LOAD = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final String FEATURES =
      "{\"features\": {\"nb_previous_loans\": 3, \"avg_amount_loans_previous\": 120.5, \"age\": 40,"
          + " \"years_on_the_job\": null, \"flag_own_car\": 1}}";
  private static final String MANY = "{\"data\": [[0,0,0,0,0]" + ",[0,0,0,0,0]".repeat(200) + "]}";

  /** What was answered: {@code problem} where neither a score nor that there is no room. */
  private record Seen(int status, boolean retryAfter, String problem) {

    static Seen of(HttpResponse<String> answer) {
      int status = answer.statusCode();
      return new Seen(
          status,
          answer.headers().firstValue("Retry-After").isPresent(),
          status == 200 || status == 429 ? "" : answer.body());
    }
  }

  @Test
  void refusesWhoIsTooMuchAndAnswersTheOthersSoon() throws Exception {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      registry.promote(TinyBundle.answering(0.2));
      features.become(Mood.SLOW);
      try (ServiceProcess service = ServiceProcess.start(arguments(registry, features))) {
        HttpProbe http = service.http();
        load(http, 16, WARM_UP);
        List<Seen> seen;
        double mostUnderWay;
        try (Watch watch = Watch.begin(http)) {
          seen = load(http, CALLERS, LOAD);
          mostUnderWay = watch.most();
        }

        assertThat(seen).extracting(Seen::problem).containsOnly("");
        assertThat(seen).extracting(Seen::status).containsOnly(200, 429);
        assertThat(seen).filteredOn(each -> each.status() == 429).allMatch(Seen::retryAfter);
        assertThat(mostUnderWay)
            .as("requests under way, as the management port told meanwhile")
            .isBetween(1.0, 128.0);
        assertThat(service.isAlive()).isTrue();
        assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http.get("/actuator/prometheus").body())
            .contains("surety_http_requests_limit 128.0", "surety_http_requests_under_way 0.0");
        assertThat(http.post("/score", FEATURES).statusCode()).isEqualTo(200);
      }
    }
  }

  /** The callers and the feature service share this machine with it, and may take their time. */
  private static List<String> arguments(TestedRegistry registry, FakeFeatureService features) {
    List<String> arguments = new ArrayList<>(registry.arguments(features));
    arguments.removeIf(each -> each.startsWith("--surety.features.") && each.contains("-limit="));
    arguments.addAll(
        List.of(
            "--surety.features.connect-limit=30s",
            "--surety.features.read-limit=30s",
            "--surety.features.total-limit=30s",
            "--surety.features.bulkhead.patience=30s"));
    return arguments;
  }

  /** Asks the management port again and again how many requests are under way. */
  private record Watch(
      DoubleAccumulator seen, AtomicBoolean ended, Future<?> looks, ExecutorService thread)
      implements AutoCloseable {

    static Watch begin(HttpProbe http) {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      DoubleAccumulator seen = new DoubleAccumulator(Math::max, 0);
      AtomicBoolean ended = new AtomicBoolean();
      Future<?> looks =
          thread.submit(() -> {
            while (!ended.get()) {
              seen.accumulate(underWay(http.get("/actuator/prometheus").body()));
            }
          });
      return new Watch(seen, ended, looks, thread);
    }

    double most() throws Exception {
      ended.set(true);
      looks.get();
      return seen.get();
    }

    @Override
    public void close() {
      ended.set(true);
      thread.close();
    }

    private static double underWay(String metrics) {
      return metrics
          .lines()
          .filter(line -> line.startsWith("surety_http_requests_under_way "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  private static List<Seen> load(HttpProbe http, int callers, Duration time) throws Exception {
    Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int each = caller;
        calls.add(
            threads.submit(() -> {
              for (int round = each; System.nanoTime() < end; round++) {
                Seen answer = ask(http, round);
                seen.add(answer);
                if (answer.retryAfter()) {
                  LockSupport.parkNanos(PAUSE.toNanos());
                }
              }
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    return seen.stream().collect(Collectors.toList());
  }

  /** A user each, so that a request waits; every tenth brings features, or 200 rows. */
  private static Seen ask(HttpProbe http, int round) {
    String body =
        switch (round % 10) {
          case 0 -> FEATURES;
          case 5 -> MANY;
          default -> "[{\"user_id\": 5008806}, {\"user_id\": 5008804}]";
        };
    return Seen.of(http.post("/score", body));
  }
}
