package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.door.FrontDoor;
import io.surety.door.Target;
import io.surety.door.Weights;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a deployment does to those who ask meanwhile: two services in processes of their own behind
 * a front door, which are replaced one after the other; then a canary, its promotion, and the way
 * back.
 */
class RollingUpdateIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final int CALLERS = 4;
  private static final String ITEM =
      """
      {"features": {"nb_previous_loans": 1, "avg_amount_loans_previous": 2.5, "age": 33,
       "years_on_the_job": 1, "flag_own_car": 0}}
      """;

  @Test
  void failsNoRequestWhileServicesAreReplacedACanaryIsPromotedAndTakenBack() throws Exception {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry();
        Replicas replicas = new Replicas(registry, features)) {
      ModelVersion first = registry.promote(TinyBundle.answering(0.2));
      replicas.start("one", Alias.CHAMPION);
      replicas.start("two", Alias.CHAMPION);
      try (FrontDoor door = replicas.door();
          HttpProbe http = new HttpProbe(door.port());
          Callers callers = new Callers(http)) {
        door.weigh(new Weights(Map.of("one", 1, "two", 1)));
        callers.awaitMore(50);

        for (String replaced : List.of("one", "two")) {
          String other = replaced.equals("one") ? "two" : "one";
          door.weigh(new Weights(Map.of(other, 1)));
          replicas.stop(replaced);
          callers.awaitMore(50);
          replicas.start(replaced, Alias.CHAMPION);
          door.weigh(new Weights(Map.of("one", 1, "two", 1)));
          callers.awaitMore(50);
        }
        assertThat(callers.versions()).containsExactly(first.number());

        ModelVersion second = registry.approve(TinyBundle.answering(0.3));
        registry.promote(second, Alias.CANARY);
        replicas.start("canary", Alias.CANARY);
        door.weigh(new Weights(Map.of("one", 1, "two", 1, "canary", 1)));
        Eventually.within(
            PROMISED.multipliedBy(5), "answers of both", () -> callers.versions().size() == 2);

        registry.promote(second);
        callers.awaitOnly(second.number());
        door.weigh(new Weights(Map.of("one", 1, "two", 1)));
        replicas.stop("canary");
        callers.awaitMore(50);

        registry.rollback();
        callers.awaitOnly(first.number());
        callers.end();
        assertThat(callers.failed()).isEmpty();
      }
    }
  }

  /** Somebody who asks all the time. */
  private static final class Callers implements AutoCloseable {

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Set<Integer> versions = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<? extends Future<?>> calls;

    private Callers(HttpProbe http) {
      calls = IntStream.range(0, CALLERS).mapToObj(_ -> threads.submit(() -> ask(http))).toList();
    }

    private void ask(HttpProbe http) {
      while (!enough.get()) {
        HttpResponse<String> answer = http.post("/score", ITEM);
        answered.incrementAndGet();
        if (answer.statusCode() == 200) {
          versions.add(JSON.readTree(answer.body()).at("/model/version").asInt());
        } else {
          failed.add(answer.statusCode() + " " + answer.body());
        }
      }
    }

    /** Waits until so many more are answered, all of which were asked from now on. */
    private void awaitMore(int more) {
      int enoughOfThem = answered.get() + CALLERS + more;
      Eventually.within(
          Duration.ofSeconds(30), more + " more answers", () -> answered.get() >= enoughOfThem);
    }

    /** Waits until nothing but this version has answered for a while. */
    private void awaitOnly(int version) {
      Eventually.within(
          PROMISED.multipliedBy(5),
          "version " + version + " alone",
          () -> {
            versions.clear();
            awaitMore(40);
            return versions().equals(Set.of(version));
          });
    }

    private Set<Integer> versions() {
      return Set.copyOf(versions);
    }

    private Queue<String> failed() {
      return failed;
    }

    private void end() throws Exception {
      enough.set(true);
      for (Future<?> call : calls) {
        call.get();
      }
    }

    @Override
    public void close() {
      enough.set(true);
      threads.close();
    }
  }

  /** Prediction services in processes of their own, each with a name and a port that stays. */
  private static final class Replicas implements AutoCloseable {

    private final TestedRegistry registry;
    private final FakeFeatureService features;
    private final Map<String, Integer> ports =
        Map.of("one", freePort(), "two", freePort(), "canary", freePort());
    private final Map<String, ServiceProcess> running = new ConcurrentHashMap<>();

    private Replicas(TestedRegistry registry, FakeFeatureService features) {
      this.registry = registry;
      this.features = features;
    }

    private FrontDoor door() throws IOException {
      List<Target> targets =
          ports.entrySet().stream()
              .map(port ->
                  new Target(port.getKey(), URI.create("http://127.0.0.1:" + port.getValue())))
              .toList();
      return FrontDoor.open(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          targets,
          new Weights(Map.of("one", 1)));
    }

    private void start(String name, Alias alias) throws IOException {
      List<String> arguments = new ArrayList<>(registry.arguments(features));
      arguments.replaceAll(argument ->
          argument.equals("--server.port=0") ? "--server.port=" + ports.get(name) : argument);
      arguments.add("--surety.management.port=0");
      arguments.add("--surety.champion.alias=" + alias);
      running.put(name, ServiceProcess.start(arguments));
    }

    /** As a container is stopped: told to end, and it ends by itself. */
    private void stop(String name) throws InterruptedException {
      assertThat(running.remove(name).end()).as("exit code of " + name).isIn(0, 143);
    }

    @Override
    public void close() {
      running.values().forEach(ServiceProcess::close);
    }

    private static int freePort() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
