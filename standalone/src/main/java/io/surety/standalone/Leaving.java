package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Leaves the house in order when the process is told to end (Ctrl-C, SIGTERM): what was opened last
 * is closed first. Opening and leaving exclude each other, so nothing is opened and forgotten.
 */
final class Leaving {

  /** What shells add the number of a signal to. */
  private static final int KILLED_BY = 128;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Console console;
  private boolean leaving;
  private volatile boolean asUsual;

  private Leaving(Console console) {
    this.console = console;
  }

  /** Leaves when this process ends. */
  static Leaving withThisProcess(Console console) {
    Leaving leaving = new Leaving(console);
    Runtime.getRuntime().addShutdownHook(new Thread(leaving::leave, "leaving"));
    Signals.endBy(
        number -> System.exit(leaving.asUsual ? ExitCode.DONE.number() : KILLED_BY + number));
    return leaving;
  }

  /** Opens something that is closed when the process ends before its user has closed it. */
  synchronized <T extends AutoCloseable> T holding(Supplier<T> opening) {
    if (leaving) {
      throw new CommandFailed("The command was told to end.");
    }
    T opened = opening.get();
    open.push(opened);
    return opened;
  }

  /** From now on being told to end is how the command ends well: its exit code is then 0. */
  void endsWellWhenTold() {
    asUsual = true;
  }

  /** From now on the end has another reason, which decides the exit code. */
  void endsByItself() {
    asUsual = false;
  }

  private void leave() {
    boolean told = asUsual;
    if (told) {
      console.say("");
      console.say("  Stopping");
    }
    console.silence();
    boolean clean = closeAll();
    if (told && !clean) {
      Runtime.getRuntime().halt(ExitCode.FAILED.number());
    }
  }

  private synchronized boolean closeAll() {
    leaving = true;
    boolean clean = true;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        clean = false;
      }
    }
    return clean;
  }
}
