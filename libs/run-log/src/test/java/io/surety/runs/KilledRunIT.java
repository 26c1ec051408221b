package io.surety.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Eventually;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process that is killed leaves a run that has broken off, and the next one goes on with it. */
class KilledRunIT {

  @Test
  void tellsARunWhoseProcessWasKilledFromOneThatWorks() throws Exception {
    try (TestRunLog store = TestRunLog.create()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  RunningProcess.class.getName(),
                  store.database().jdbcUrl(),
                  store.trainerName(),
                  "secret",
                  "night 1")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        assertThat(said.readLine()).isEqualTo("Started");
        RunPlan same = RunPlan.of("cycle", "0.1.0").withKey("night 1");
        assertThat(store.log().begin(same)).isInstanceOf(Begun.Underway.class);

        process.destroyForcibly().waitFor();

        Eventually.within(
            Duration.ofSeconds(30),
            "the run has broken off",
            () ->
                store.log().attempts("cycle", "night 1").getFirst().state() == RunState.BROKEN_OFF);
        Run second = TestRunLog.started(store.log().begin(same));
        assertThat(second.attempt()).isEqualTo(2);
        second.done("done");
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
