package io.surety.terminal;

import io.surety.drill.Answers;
import io.surety.drill.Traffic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Waits for what others bring about, and says meanwhile what is waited for. */
final class DrillWaits {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Console console;
  private final Traffic traffic;
  private final Duration within;

  /**
   * Waits while this traffic goes on.
   *
   * @param within the longest time to wait for one thing
   */
  DrillWaits(Console console, Traffic traffic, Duration within) {
    this.console = console;
    this.traffic = traffic;
    this.within = within;
  }

  /**
   * What is waited for.
   *
   * @param what such as {@code for the breaker to open}
   * @param lookAt what to look at when it does not come, in whole sentences
   */
  record For(String what, Supplier<String> lookAt) {}

  /**
   * Waits until it is there. A database that is away for a moment is asked again.
   *
   * @throws CommandFailed when it does not come in time, or the fact says itself why it cannot
   */
  <T> T until(For wanted, Supplier<Optional<T>> fact) {
    long end = System.nanoTime() + within.toNanos();
    String away = "";
    try (Activity step = console.step("Waiting")) {
      do {
        try {
          Optional<T> found = fact.get();
          if (found.isPresent()) {
            return found.get();
          }
          away = "";
        } catch (DataAccessException failure) {
          away = " The database was away: " + Failures.sentence(failure);
        }
        Answers answers = traffic.answers();
        step.at(
            "%s · %s, %s failed"
                .formatted(
                    wanted.what(),
                    Console.count(answers.answered(), "answer"),
                    Console.count(answers.failed())));
        LockSupport.parkNanos(PAUSE.toNanos());
      } while (System.nanoTime() - end < 0);
    }
    throw new CommandFailed(
        "The drill waited %s for %s, which did not come. %s%s%s"
            .formatted(
                words(within),
                wanted.what(),
                wanted.lookAt().get(),
                away,
                traffic
                    .answers()
                    .firstFailure()
                    .map(first -> " The first request that failed: " + first)
                    .orElse("")));
  }

  static String words(Duration time) {
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }
}
