package io.surety.terminal;

import io.surety.evaluation.GateResult;
import io.surety.registry.RegisteredModel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Gates as lines: a mark, and the result in plain words. */
public final class GateLines {

  private static final int INDENT = 10;

  private GateLines() {}

  /** Prints the results of a training. */
  public static void print(Console console, List<GateResult> gates) {
    gates.forEach(gate -> print(console, gate.passed(), gate.sentence()));
  }

  /** Prints the results that some evidence holds. */
  static void print(Console console, JsonNode gates) {
    for (JsonNode gate : gates) {
      print(
          console,
          gate.path("passed").asBoolean(false),
          gate.path("sentence").asString(gate.path("name").asString("")));
    }
  }

  /** Says which gates a version failed, and why. */
  public static void sayFailed(Console console, RegisteredModel model) {
    for (JsonNode gate : Evidence.of(model).gates()) {
      if (!gate.path("passed").asBoolean(false)) {
        console.say("");
        console.sayIndented(4, gate.path("sentence").asString(""));
      }
    }
  }

  private static void print(Console console, boolean passed, String sentence) {
    String mark = passed ? console.good("passed") : console.bad("failed");
    List<String> lines = console.wrapped(sentence, INDENT);
    console.print("  " + mark + "  " + lines.getFirst());
    lines.stream().skip(1).forEach(line -> console.print(" ".repeat(INDENT) + line));
  }
}
