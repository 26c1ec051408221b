package io.surety.delivery.aks;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * How a canary is watched: the example record is scored again and again, and the alerts of the
 * chart watch the rest.
 *
 * @param weight its share of the requests in percent
 * @param length how long it is watched
 */
public record CanaryWatch(int weight, Duration length, Pause pause) {

  private static final Duration BETWEEN = Duration.ofSeconds(60);

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {
    void take(Duration time);
  }

  static CanaryWatch of(Map<String, String> variables, Pause pause) {
    String weight = variables.getOrDefault("SURETY_CANARY_WEIGHT", "10");
    String length = variables.getOrDefault("SURETY_CANARY_WATCH", "PT15M");
    try {
      return new CanaryWatch(Integer.parseInt(weight), Duration.parse(length), pause);
    } catch (NumberFormatException | DateTimeParseException wrong) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "SURETY_CANARY_WEIGHT takes percent such as 10 (now %s) and SURETY_CANARY_WATCH a time such as PT15M (now %s)."
              .formatted(weight, length));
    }
  }

  void watch(Release release) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(length) < 0;
        passed = passed.plus(BETWEEN)) {
      release.smoke();
      pause.take(BETWEEN);
    }
    release.smoke();
  }
}
