package io.surety.benchmarks.results;

import io.surety.terminal.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Results as a person at a terminal meets them. */
public final class Shown {

  private Shown() {}

  /** Prints the tables and the remarks of a result. */
  public static void print(Result result, Console console) {
    for (Table table : result.tables()) {
      console.print("");
      console.print(console.bold(table.caption()));
      table.lines().forEach(console::print);
    }
    if (!result.remarks().isEmpty()) {
      console.print("");
      result.remarks().forEach(console::print);
    }
  }

  /** The command as it was typed, files without the folders that they happen to lie in. */
  public static String command(CommandSpec command) {
    List<String> typed = command.commandLine().getParent().getParseResult().originalArgs();
    return Stream.concat(Stream.of("./surety", "bench"), typed.stream().map(Shown::withoutFolder))
        .collect(Collectors.joining(" "));
  }

  private static String withoutFolder(String argument) {
    return argument.contains("/") ? String.valueOf(Path.of(argument).getFileName()) : argument;
  }
}
