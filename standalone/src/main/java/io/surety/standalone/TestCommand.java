package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the list of commands for what the launcher does before this program starts. */
@Command(
    name = "test",
    description = "Checks formatting and style, and runs every unit and integration test.")
final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new CommandFailed("The tests are run by the launcher: type ./surety test.");
  }
}
