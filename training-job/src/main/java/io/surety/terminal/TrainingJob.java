package io.surety.terminal;

import java.util.List;
import java.util.logging.LogManager;

/** The commands as a program of their own, for a PostgreSQL that somebody else runs. */
public final class TrainingJob {

  private TrainingJob() {}

  /** Runs the command that the arguments name, and ends with its exit code. */
  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    Session session = Session.ofThisProcess(Console.ofThisProcess(), DataDirectories.none());
    System.exit(Terminal.commandLine(session, List.of()).execute(args));
  }
}
