package io.surety.benchmarks.serve;

import io.surety.benchmarks.echo.ServiceWithEcho;
import io.surety.benchmarks.process.ChildJvm;
import io.surety.terminal.CommandFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A service in a process of its own, on a port that was free. */
final class RunningService implements AutoCloseable {

  private final ServiceWithEcho.Service service;
  private final ChildJvm.Running process;
  private final int port;

  private RunningService(ServiceWithEcho.Service service, ChildJvm.Running process, int port) {
    this.service = service;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it with the flags that it is shipped with, and returns when it answers.
   *
   * @param home of Surety, where those flags are
   */
  static RunningService start(
      ServiceWithEcho.Service service,
      Path home,
      PGSimpleDataSource login,
      List<String> settings,
      Optional<Path> recordings)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                service.name(),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.datasource.url=" + login.getUrl(),
                "--spring.datasource.username=" + login.getUser()));
    arguments.addAll(settings);
    ChildJvm.Running process =
        ChildJvm.of(ServiceWithEcho.class)
            .withFlags(flags(service, home, recordings))
            .withArguments(arguments)
            .withVariable("SPRING_DATASOURCE_PASSWORD", String.valueOf(login.getPassword()))
            .withOneArena()
            .start();
    return new RunningService(service, process, port(service, process));
  }

  private static List<String> flags(
      ServiceWithEcho.Service service, Path home, Optional<Path> recordings) {
    List<String> flags = new ArrayList<>();
    flags.add("@" + home.resolve(service.serviceName()).resolve("jvm.options"));
    recordings.ifPresent(folder ->
        flags.add(
            "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                + folder.resolve(service.words().replace(' ', '-') + ".jfr")));
    return flags;
  }

  private static int port(ServiceWithEcho.Service service, ChildJvm.Running process)
      throws IOException {
    BufferedReader out = process.output();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("PORT ")) {
        Thread.ofPlatform().daemon().name(service.serviceName()).start(() -> drain(out));
        return Integer.parseInt(line.substring("PORT ".length()));
      }
    }
    process.close();
    throw new CommandFailed(
        "The %s did not start; SURETY_LOG_LEVEL=info shows what it logs."
            .formatted(service.serviceName()));
  }

  /** What a service logs is read, so that it never waits for a reader. */
  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // Nobody wants it now.
      }
    } catch (IOException gone) {
      // So is the service.
    }
  }

  String name() {
    return service.words();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
