package io.surety.delivery.chart;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A way to install the chart: the environment's values first, then what a site says. */
enum Scenario {
  DEV("values-dev.yaml", "site"),
  TEST("values-test.yaml", "site"),
  PROD("values-prod.yaml", "site"),
  CANARY("values-prod.yaml", "site canary"),
  KEY_VAULT("values-prod.yaml", "site key-vault canary"),
  PLAIN_SECRET("values-test.yaml", "plain-secret"),
  INGRESS("values-prod.yaml", "site ingress canary"),
  NOTHING_WATCHED("values-prod.yaml", "site nothing-watched"),
  BAKED("values.yaml", "baked");

  private final String environment;
  private final String said;

  Scenario(String environment, String said) {
    this.environment = environment;
    this.said = said;
  }

  /** The environments that the chart comes with, each as a site would install it. */
  static Stream<Scenario> environments() {
    return Stream.of(DEV, TEST, PROD);
  }

  List<Path> files() {
    return Stream.concat(
            Stream.of(Chart.FOLDER.resolve(environment)),
            Arrays.stream(said.split(" ", -1)).map(Scenario::said))
        .toList();
  }

  static Path said(String name) {
    return Path.of("src", "test", "resources", "chart", name + ".yaml");
  }
}
