package io.surety.standalone;

import io.surety.delivery.DeliveryCommands;
import io.surety.terminal.Console;
import io.surety.terminal.Session;
import io.surety.terminal.Terminal;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program behind {@code ./surety}. */
public final class Surety {

  private Surety() {}

  /** Runs the command that the arguments name, and ends with its exit code. */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    Console console = Console.ofThisProcess();
    Leaving leaving = Leaving.withThisProcess(console);
    Session session = Session.ofThisProcess(console, new EmbeddedDatabases(leaving));
    int exitCode = commandLine(session, leaving).execute(args);
    leaving.endsByItself();
    System.exit(exitCode);
  }

  private static CommandLine commandLine(Session session, Leaving leaving) {
    List<Object> own =
        List.of(
            new UpCommand(session, leaving),
            new TestCommand(),
            new BenchCommand(),
            new RecordStartCommand(() -> commandLine(session, leaving)));
    return Terminal.commandLine(
        session, Stream.concat(own.stream(), DeliveryCommands.all(session).stream()).toList());
  }
}
