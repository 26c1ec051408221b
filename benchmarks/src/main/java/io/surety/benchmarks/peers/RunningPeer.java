package io.surety.benchmarks.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A peer that {@code benchmarks/peers/run serve} started, and that answers. */
final class RunningPeer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Thread atTheEnd = new Thread(this::stop, "end-peer");

  private RunningPeer(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  /** Starts it, and returns when it answers a request with 200. */
  static RunningPeer start(
      List<String> command,
      Map<String, String> variables,
      Path log,
      int port,
      String path,
      String body)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    RunningPeer peer = new RunningPeer(builder.start());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (ask(port, path, body).isEmpty()) {
      if (!peer.process.isAlive() || System.nanoTime() > end) {
        peer.close();
        throw new PeerFailed(
            "It does not answer; the last errors of its log are: " + lastErrors(log));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return peer;
  }

  /** The answer to one request; empty when it is not 200. */
  static String ask(int port, String path, String body) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Content-Type", "application/json")
                  .timeout(Duration.ofSeconds(30))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "";
    } catch (IOException notYet) {
      return "";
    }
  }

  private static String lastErrors(Path log) throws IOException {
    List<String> lines =
        Files.readAllLines(log).stream().filter(line -> line.contains("rror")).toList();
    return lines.isEmpty()
        ? "none."
        : String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  long pid() {
    return process.pid();
  }

  /** It and its workers end. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException ending) {
      // Then it runs once more and finds nothing.
    }
  }

  private void stop() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
