package io.surety.benchmarks.startup;

import io.surety.benchmarks.process.ChildJvm;
import io.surety.terminal.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** A service in a process of its own that is ready, and how long that took. */
public final class StartedService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ChildJvm.Running process;
  private final int port;
  private final double seconds;

  private StartedService(ChildJvm.Running process, int port, double seconds) {
    this.process = process;
    this.port = port;
    this.seconds = seconds;
  }

  /** Starts it, and returns when its readiness is 200. */
  public static StartedService start(
      Class<?> application, PGSimpleDataSource login, List<String> flags, boolean oneArena)
      throws IOException, InterruptedException {
    int port = freePort();
    ChildJvm jvm =
        ChildJvm.of(application)
            .withFlags(flags)
            .withArguments(
                List.of(
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--spring.datasource.url=" + login.getUrl(),
                    "--spring.datasource.username=" + login.getUser()))
            .withVariable("SPRING_DATASOURCE_PASSWORD", String.valueOf(login.getPassword()));
    if (oneArena) {
      jvm = jvm.withOneArena();
    }
    long start = System.nanoTime();
    ChildJvm.Running process = jvm.start();
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.output();
    Thread.ofPlatform().daemon().name("log-of-" + process.pid()).start(() -> drain(out, lines));
    try {
      awaitReady(process, port, lines, start);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      process.close();
      throw failure;
    }
    return new StartedService(process, port, (System.nanoTime() - start) / 1e9);
  }

  private static void awaitReady(ChildJvm.Running process, int port, List<String> lines, long start)
      throws IOException, InterruptedException {
    HttpRequest readiness =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!isReady(http, readiness)) {
        boolean gone = ProcessHandle.of(process.pid()).isEmpty();
        if (gone || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new CommandFailed(
              "The service was not ready within %s. Its last words:%n%s"
                  .formatted(PATIENCE, lastOf(lines)));
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest readiness)
      throws InterruptedException {
    try {
      return http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void drain(BufferedReader out, List<String> lines) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException gone) {
      // So is the service.
    }
  }

  private static String lastOf(List<String> lines) {
    synchronized (lines) {
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  double seconds() {
    return seconds;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** Tells it to end, and waits as long as it takes: a cache is written at the very end. */
  void endInPeace() throws InterruptedException {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    process.end();
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }
}
