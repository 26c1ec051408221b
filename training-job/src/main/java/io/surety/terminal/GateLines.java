package io.surety.terminal;

import io.surety.evaluation.GateResult;
import io.surety.registry.RegisteredModel;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Gates as lines: a mark, and the result in plain words. */
public final class GateLines {

  private GateLines() {}

  /** Prints the results of a training. */
  public static void print(Console console, List<GateResult> gates) {
    gates.forEach(gate -> console.print(line(console, gate.passed(), gate.sentence())));
  }

  /** Prints the results that some evidence holds. */
  static void print(Console console, JsonNode gates) {
    for (JsonNode gate : gates) {
      console.print(
          line(
              console,
              gate.path("passed").asBoolean(false),
              gate.path("sentence").asString(gate.path("name").asString(""))));
    }
  }

  /** Says which gates a version failed, and why. */
  public static void sayFailed(Console console, RegisteredModel model) {
    for (JsonNode gate : Evidence.of(model).gates()) {
      if (!gate.path("passed").asBoolean(false)) {
        console.say("    - " + gate.path("sentence").asString(""));
      }
    }
  }

  private static String line(Console console, boolean passed, String sentence) {
    String mark = passed ? console.good("passed") : console.bad("failed");
    return "  " + mark + "  " + sentence;
  }
}
