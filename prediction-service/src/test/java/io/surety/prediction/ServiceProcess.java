package io.surety.prediction;

import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process and a heap of its own, with the flags that it is shipped with. */
final class ServiceProcess implements AutoCloseable {

  private static final Pattern PORTS =
      Pattern.compile("Tomcat started on ports (\\d+) \\(http\\), (\\d+) \\(http\\)");

  private static final Duration START = Duration.ofSeconds(30);
  private static final int LAST_LINES = 50;

  private final Process process;
  private final HttpProbe http;

  private volatile boolean told;

  private ServiceProcess(Process process, BufferedReader output, HttpProbe http) {
    this.process = process;
    this.http = http;
    Thread.startVirtualThread(() -> drain(output));
  }

  /** Returns when it says that it is ready, as who would send requests to it waits for. */
  static ServiceProcess start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@jvm.options", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(PredictionServiceApplication.class.getName());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    ServiceProcess service = new ServiceProcess(process, output, probe(output));
    Eventually.within(START, "readiness", service::isReady);
    return service;
  }

  private boolean isReady() {
    return http.get("/actuator/health/readiness").statusCode() == 200;
  }

  private static HttpProbe probe(BufferedReader output) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ports = PORTS.matcher(line);
      if (ports.find()) {
        return new HttpProbe(Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
      }
      before.add(line);
    }
    throw new AssertionError("The service ended: " + String.join("\n", before));
  }

  /** Reads what it says, so that it can say more; its end before it was told to is shown. */
  private void drain(BufferedReader output) {
    Deque<String> last = new ArrayDeque<>();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last.addLast(line);
        if (last.size() > LAST_LINES) {
          last.removeFirst();
        }
      }
    } catch (IOException unread) {
      last.addLast(unread.toString());
    }
    if (!told) {
      System.out.println("The service ended by itself: " + String.join("\n", last));
    }
  }

  HttpProbe http() {
    return http;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it to end, as a container is stopped, and returns its exit code once it has. */
  int end() throws InterruptedException {
    http.close();
    told = true;
    process.destroy();
    return process.waitFor();
  }

  /** Ends it without notice. */
  void kill() throws InterruptedException {
    told = true;
    process.destroyForcibly();
    process.waitFor();
    http.close();
  }

  @Override
  public void close() {
    try {
      end();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
