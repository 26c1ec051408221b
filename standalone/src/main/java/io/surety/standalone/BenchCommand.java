package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the list of commands for the benchmarks, a program that the launcher builds. */
@Command(
    name = "bench",
    description = "Measures what the documentation claims, and writes docs/performance.md.")
final class BenchCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new CommandFailed("The benchmarks are run by the launcher: type ./surety bench --help.");
  }
}
