package io.surety.delivery.tools;

import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tools that answer what a test wants, and whose lines are noted. */
public final class NotedLines implements Toolbox {

  private record Rule(String part, Answer answer) {}

  private final List<Rule> rules = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> fed = new ArrayList<>();

  /** Answers a line that contains something; what was said last counts. */
  public NotedLines answering(String part, String output) {
    return answering(part, output, 0);
  }

  /** Answers a line that contains something, with an exit code. */
  public NotedLines answering(String part, String output, int exit) {
    rules.addFirst(new Rule(part, new Answer(exit, output)));
    return this;
  }

  /** What lines read from their standard input so far. */
  public List<String> fed() {
    return fed;
  }

  /** What was run so far. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void run(Line line) {
    ask(line);
  }

  @Override
  public String ask(Line line) {
    Answer answer = watch(line);
    if (!answer.ok()) {
      throw new CommandFailed("This line ended with exit code " + answer.exit() + ": " + line);
    }
    return answer.output();
  }

  @Override
  public Answer watch(Line line) {
    lines.add(line.toString());
    return rules.stream()
        .filter(rule -> line.toString().contains(rule.part()))
        .map(Rule::answer)
        .findFirst()
        .orElse(new Answer(0, line.supposed()));
  }

  @Override
  public void save(Line line, Path file) {
    try {
      Files.writeString(file, ask(line));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void feed(Line line, String text) {
    ask(line);
    fed.add(text);
  }

  @Override
  public boolean onlyPrints() {
    return false;
  }
}
