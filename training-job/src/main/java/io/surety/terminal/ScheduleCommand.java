package io.surety.terminal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.springframework.scheduling.support.CronExpression;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs another command again and again. */
@Command(
    name = "schedule",
    description = "Runs a command at times that a cron expression names, until it is stopped.",
    footer = {
      "",
      "The expression has the five fields of a Kubernetes CronJob, in UTC. One run at a time: what",
      "falls into a run is left out. A run that fails is told, and the next one is waited for.",
      "",
      "  ./surety schedule '30 2 * * *' train",
      "  ./surety schedule '0 * * * *' -- ingest --inbox inbox --data-dir mine"
    })
final class ScheduleCommand implements Callable<Integer> {

  private final Session session;
  private final Waiting waiting;
  private final ToIntFunction<String[]> program;

  @Parameters(
      index = "0",
      paramLabel = "CRON",
      description = "When: minute hour day month weekday.")
  private String written = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "What: a command of Surety with its options, after -- when it has any.")
  private List<String> command = List.of();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  /** How the time until the next run passes. */
  @FunctionalInterface
  interface Waiting {

    /** Returns when it is over. */
    void pass(Duration time) throws InterruptedException;
  }

  ScheduleCommand(Session session) {
    this(
        session,
        time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()),
        arguments -> Terminal.commandLine(session, List.of()).execute(arguments));
  }

  ScheduleCommand(Session session, Waiting waiting, ToIntFunction<String[]> program) {
    this.session = session;
    this.waiting = waiting;
    this.program = program;
  }

  @Override
  public Integer call() {
    CronExpression times = times(written);
    if (command.getFirst().equals("schedule")) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "A schedule does not schedule another; name another command.");
    }
    try {
      for (Optional<Instant> next = next(times); next.isPresent(); next = next(times)) {
        Instant run = next.get();
        session.console().say("Next: '%s' at %s.".formatted(words(), Moments.minute(run)));
        waitUntil(run);
        int exit = program.applyAsInt(command.toArray(String[]::new));
        session.console().say("'%s' ended with exit code %d.".formatted(words(), exit));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE.number();
  }

  private void waitUntil(Instant run) throws InterruptedException {
    Clock clock = session.clock();
    // In steps, so that a machine that slept or a clock that was set is noticed.
    for (Duration left = Duration.between(clock.instant(), run);
        left.isPositive();
        left = Duration.between(clock.instant(), run)) {
      waiting.pass(left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1));
    }
  }

  private Optional<Instant> next(CronExpression times) {
    ZonedDateTime now = session.clock().instant().atZone(ZoneOffset.UTC);
    return Optional.ofNullable(times.next(now)).map(ZonedDateTime::toInstant);
  }

  private String words() {
    return String.join(" ", command);
  }

  private static CronExpression times(String written) {
    try {
      if (written.strip().split("\\s+").length == 5) {
        return Objects.requireNonNull(CronExpression.parse("0 " + written.strip()));
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below, as any other.
    }
    throw new CommandFailed(
        ExitCode.WRONG_USAGE,
        "'%s' names no times: it takes five fields (minute hour day month weekday), such as '30 2 * * *' for half past two each night."
            .formatted(written));
  }
}
