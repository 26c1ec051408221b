package io.surety.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own: the address, the user, and what is typed. */
final class ProgramProcess {

  private ProgramProcess() {}

  public static void main(String[] arguments) {
    Map<String, String> environment =
        Map.of("SURETY_DATABASE_USER", arguments[1], "SURETY_DATABASE_PASSWORD", arguments[2]);
    Console console = Console.ofThisProcess();
    Session here = Session.ofThisProcess(console, DataDirectories.none());
    Session session =
        new Session(
            console,
            here.directories(),
            environment,
            Path.of("..").toAbsolutePath().normalize(),
            here.clock(),
            here.input());
    System.exit(
        Terminal.commandLine(session, List.of())
            .execute(List.of(arguments).subList(3, arguments.length).toArray(String[]::new)));
  }

  /** Starts it with this much heap. */
  static Process start(String heap, TestPerson person, String... typed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ProgramProcess.class.getName(),
            person.address(),
            person.environment().getOrDefault("SURETY_DATABASE_USER", ""),
            person.environment().getOrDefault("SURETY_DATABASE_PASSWORD", "")));
    command.addAll(List.of(typed));
    command.addAll(List.of("--database", person.address()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
