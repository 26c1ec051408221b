package io.surety.delivery.tools;

import io.surety.terminal.Console;
import java.nio.file.Path;

/** Prints each line instead of running it: {@code --dry-run}. */
public record PrintedLines(Console console) implements Toolbox {

  @Override
  public void run(Line line) {
    console.print(line.toString());
  }

  @Override
  public String ask(Line line) {
    console.print(line.toString());
    return line.supposed();
  }

  @Override
  public Answer watch(Line line) {
    console.print(line.toString());
    return new Answer(0, line.supposed());
  }

  @Override
  public void save(Line line, Path file) {
    console.print(line + " > " + file);
  }

  @Override
  public void feed(Line line, String text) {
    console.print(line.toString());
  }

  @Override
  public boolean onlyPrints() {
    return true;
  }
}
