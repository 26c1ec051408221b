package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.HeldClock;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleCommandTest {

  private final StringWriter words = new StringWriter();

  /** Goes on only while somebody waits or works. */
  private final HeldClock time = new HeldClock(Instant.parse("2026-11-22T01:10:30Z"));

  private Duration takenByARun = Duration.ZERO;
  private final List<String> runs = new ArrayList<>();

  @Test
  void runsTheCommandEachTimeThatTheExpressionNames() {
    assertThat(schedule(3, "30 2 * * *", "--", "train", "--set", "learner.trees=5")).isZero();
    assertThat(runs)
        .containsExactly(
            "2026-11-22T02:30:00Z train --set learner.trees=5",
            "2026-11-23T02:30:00Z train --set learner.trees=5",
            "2026-11-24T02:30:00Z train --set learner.trees=5");
  }

  @Test
  void leavesOutWhatFallsIntoARun() {
    takenByARun = Duration.ofMinutes(25);
    schedule(2, "*/10 * * * *", "train");
    assertThat(runs).containsExactly("2026-11-22T01:20:00Z train", "2026-11-22T01:50:00Z train");
  }

  @Test
  void refusesWhatNamesNoTimes() {
    assertThat(schedule(0, "at night", "train")).isEqualTo(ExitCode.WRONG_USAGE.number());
    assertThat(words.toString()).contains("'at night' names no times: it takes five fields");
    assertThat(schedule(0, "0 0 2 * * *", "train")).isEqualTo(ExitCode.WRONG_USAGE.number());
  }

  private int schedule(int most, String... arguments) {
    Session session =
        new Session(
            Console.plain(new PrintWriter(new StringWriter()), new PrintWriter(words)),
            DataDirectories.none(),
            Map.of(),
            Path.of(""),
            time,
            InputStream.nullInputStream());
    ScheduleCommand command =
        new ScheduleCommand(
            session,
            left -> {
              if (runs.size() == most) {
                throw new InterruptedException("as when it is stopped");
              }
              time.pass(left);
            },
            line -> {
              runs.add(time.instant() + " " + String.join(" ", line));
              time.pass(takenByARun);
              return 1;
            });
    int exit = Terminal.commandLine(session, command, List.of()).execute(arguments);
    Thread.interrupted();
    return exit;
  }
}
