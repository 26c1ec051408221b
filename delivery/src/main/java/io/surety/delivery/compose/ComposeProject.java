package io.surety.delivery.compose;

import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;

/**
 * The stack of an environment: a project of Docker Compose with ports of its own.
 *
 * @param tag of the images that its lines are about
 */
record ComposeProject(Environment environment, String tag) {

  /** What serves in an environment, as a tag of its images. */
  static ComposeProject now(Environment environment) {
    return new ComposeProject(environment, environment + "-now");
  }

  /** What served before the last deployment. */
  static ComposeProject before(Environment environment) {
    return new ComposeProject(environment, environment + "-before");
  }

  /** What is on trial. */
  static ComposeProject canary(Environment environment) {
    return new ComposeProject(environment, environment + "-canary");
  }

  /** A line about it. */
  Line line(String... arguments) {
    int ports = 18_080 + 10_000 * environment.ordinal();
    return Line.of(Tool.COMPOSE, "--project-name", "surety-" + environment)
        .and(arguments)
        .with("TAG", tag)
        .with("SCORES_PORT", Integer.toString(ports))
        .with("FEATURES_PORT", Integer.toString(ports + 1));
  }
}
