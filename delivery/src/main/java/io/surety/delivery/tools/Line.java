package io.surety.delivery.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One command line: a tool and its arguments, never a text for a shell.
 *
 * @param environment variables beside those of this process; their values are not printed
 * @param supposed what the tool is taken to have said when lines are only printed
 */
public record Line(
    Tool tool, List<String> arguments, Map<String, String> environment, String supposed) {

  public Line {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A line of a tool. */
  public static Line of(Tool tool, String... arguments) {
    return new Line(tool, List.of(arguments), Map.of(), "");
  }

  /** The same with more arguments at its end. */
  public Line and(String... more) {
    return and(List.of(more));
  }

  /** The same with more arguments at its end. */
  public Line and(List<String> more) {
    return new Line(
        tool, Stream.concat(arguments.stream(), more.stream()).toList(), environment, supposed);
  }

  /** The same with a variable of its own. */
  public Line with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Line(tool, arguments, more, supposed);
  }

  /** The same with an answer for when it is only printed. */
  public Line supposing(String answer) {
    return new Line(tool, arguments, environment, answer);
  }

  /** As a person would type it; of its own variables the names alone. */
  @Override
  public String toString() {
    return Stream.of(
            environment.keySet().stream().sorted().map(name -> name + "=…"),
            Stream.of(tool.program()),
            arguments.stream().map(Line::quoted))
        .flatMap(part -> part)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
