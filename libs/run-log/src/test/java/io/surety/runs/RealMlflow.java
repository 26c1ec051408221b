package io.surety.runs;

import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.testing.Pythons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real MLflow server: the one that {@code SURETY_TEST_MLFLOW} names, or else one of its own,
 * which a Python that has {@code mlflow} runs and which ends with it.
 */
final class RealMlflow implements AutoCloseable {

  /** It makes its tables first, which takes a busy machine a while. */
  private static final Duration TO_START = Duration.ofMinutes(4);

  private static final Duration TO_END = Duration.ofSeconds(30);

  private final URI address;
  private final Optional<Process> process;

  private RealMlflow(URI address, Optional<Process> process) {
    this.address = address;
    this.process = process;
  }

  /**
   * One that answers, or a test skipped with the reason printed.
   *
   * @param folder where one of its own keeps all that it writes
   */
  static RealMlflow require(Path folder) throws IOException {
    String named = System.getenv("SURETY_TEST_MLFLOW");
    if (named != null && !named.isBlank()) {
      return new RealMlflow(URI.create(named), Optional.empty());
    }
    Optional<String> python = Pythons.here().find("mlflow");
    if (python.isEmpty()) {
      String reason =
          "SKIPPED: no real MLflow server is asked, and recorded exchanges are replayed;"
              + " SURETY_TEST_MLFLOW names a server, or SURETY_TEST_PYTHON a Python with mlflow.";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    return start(python.orElseThrow(), folder);
  }

  private static RealMlflow start(String python, Path folder) throws IOException {
    int port = freePort();
    Path said = folder.resolve("mlflow.log");
    ProcessBuilder command =
        Pythons.command(
                List.of(
                    python,
                    "-m",
                    "mlflow",
                    "server",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--workers",
                    "1",
                    "--backend-store-uri",
                    "sqlite:///" + folder.resolve("mlflow.db"),
                    "--artifacts-destination",
                    folder.resolve("artifacts").toString()))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    command.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    // Its runners of jobs are processes of their own, which nobody here asks for anything.
    command.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    Process process = command.start();
    RealMlflow server =
        new RealMlflow(URI.create("http://127.0.0.1:" + port), Optional.of(process));
    try (HttpProbe http = new HttpProbe(port)) {
      Eventually.within(
          TO_START,
          "an MLflow server that is healthy",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("MLflow's server ended.");
            }
            return isHealthy(http);
          });
      return server;
    } catch (RuntimeException | AssertionError failure) {
      System.err.println(Files.readString(said));
      server.close();
      throw failure;
    }
  }

  private static boolean isHealthy(HttpProbe http) {
    try {
      return http.get("/health").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  URI address() {
    return address;
  }

  /** Ends the server and all that it started, if it was started here. */
  @Override
  public void close() {
    process.ifPresent(RealMlflow::end);
  }

  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, TO_END.toSeconds(), TimeUnit.SECONDS).join();
    all.forEach(ProcessHandle::destroyForcibly);
    Eventually.within(
        TO_END, "the end of MLflow's server", () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
