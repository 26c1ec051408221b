package io.surety.delivery.pipeline;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A step of a job, as far as its kind is known. */
public sealed interface Step {

  /** What a person sees of it. */
  String title();

  /** As it is in the file. */
  JsonNode node();

  /** True when it runs though the job's steps before it did, or did not, all succeed. */
  default boolean runsAfter(boolean failure) {
    String condition = node().path("condition").asString("succeeded()");
    return Expression.holds(condition, new StepScope(failure));
  }

  /** One line that a person can type, signed in to Azure or not. */
  record Typed(String title, String line, String connection, String name, JsonNode node)
      implements Step {}

  /** A person reads and confirms. */
  record Confirmation(String title, String instructions, JsonNode node) implements Step {}

  /** Files are kept for later. */
  record Published(String title, String artifact, String folder, JsonNode node) implements Step {}

  /** Files are taken from before. */
  record Downloaded(String title, String artifact, String folder, JsonNode node) implements Step {}

  /** Results of tests are shown. */
  record TestResults(String title, List<String> patterns, JsonNode node) implements Step {}

  /** A program is made available to the agent. */
  record Installed(String title, String task, JsonNode node) implements Step {}

  /** The sources are fetched. */
  record CheckedOut(String title, JsonNode node) implements Step {}

  /** Anything else. */
  record Unknown(String title, JsonNode node) implements Step {}
}
