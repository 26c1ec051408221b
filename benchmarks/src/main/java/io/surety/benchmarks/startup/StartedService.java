package io.surety.benchmarks.startup;

import io.surety.benchmarks.load.RequestPool;
import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.process.FreePort;
import io.surety.terminal.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** A service in a process of its own that is ready, and how long that took. */
public final class StartedService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] READINESS = RequestPool.get("/actuator/health/readiness");
  private static final byte[] READY = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final ChildJvm.Running process;
  private final int port;
  private final double seconds;

  private StartedService(ChildJvm.Running process, int port, double seconds) {
    this.process = process;
    this.port = port;
    this.seconds = seconds;
  }

  /**
   * Starts it, and returns when its readiness is 200.
   *
   * @param service what to run; its arguments are given here
   */
  public static StartedService start(ChildJvm service, PGSimpleDataSource login)
      throws IOException {
    int port = FreePort.find();
    int management = FreePort.find();
    ChildJvm jvm =
        service
            .withArguments(
                List.of(
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--surety.management.port=" + management,
                    "--spring.datasource.url=" + login.getUrl(),
                    "--spring.datasource.username=" + login.getUser()))
            .withVariable("SPRING_DATASOURCE_PASSWORD", String.valueOf(login.getPassword()));
    long start = System.nanoTime();
    ChildJvm.Running process = jvm.start();
    List<String> lines = new ArrayList<>();
    BufferedReader out = process.output();
    Thread.ofPlatform().daemon().name("log-of-" + process.pid()).start(() -> drain(out, lines));
    try {
      awaitReady(process, management, lines, start);
    } catch (RuntimeException failure) {
      process.close();
      throw failure;
    }
    return new StartedService(process, port, (System.nanoTime() - start) / 1e9);
  }

  private static void awaitReady(
      ChildJvm.Running process, int port, List<String> lines, long start) {
    while (!isReady(port)) {
      boolean gone = ProcessHandle.of(process.pid()).isEmpty();
      if (gone || System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new CommandFailed(
            "The service was not ready within %s. Its last words:%n%s"
                .formatted(PATIENCE, lastOf(lines)));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  /** A bare connection: what looks on must not take the processors from what starts. */
  private static boolean isReady(int port) {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      socket.setSoTimeout((int) LONGEST_ANSWER.toMillis());
      socket.getOutputStream().write(READINESS);
      byte[] beginning = socket.getInputStream().readNBytes(READY.length);
      return Arrays.equals(beginning, READY);
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
