package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Incidents played through the alert rules, where a promtool is on the path. */
class IncidentsTest {

  @Test
  void theRightAlertsFireAndNoOthers() throws IOException, InterruptedException {
    Optional<Path> promtool = promtool();
    if (promtool.isEmpty()) {
      String why = "SKIPPED: there is no promtool on the path to play incidents through the rules.";
      System.err.println(why);
      Assumptions.abort(why);
    }
    Process played =
        new ProcessBuilder(
                promtool.orElseThrow().toString(),
                "test",
                "rules",
                Scenario.said("incidents").toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(played.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(played.waitFor()).as(answer).isZero();
  }

  private static Optional<Path> promtool() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "promtool"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
