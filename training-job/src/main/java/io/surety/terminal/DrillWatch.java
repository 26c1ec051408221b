package io.surety.terminal;

import io.surety.bundle.WatchRule;
import io.surety.registry.Alias;
import io.surety.watch.Measured;
import io.surety.watch.Measurements;
import io.surety.watch.Measurements.LastLook;
import io.surety.watch.RuleVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** What the watch of the running system says of the champion of a drill. */
final class DrillWatch {

  private final Measurements measurements;
  private final DrillGround ground;

  DrillWatch(DataSource source, DrillGround ground) {
    this.measurements = new Measurements(source);
    this.ground = ground;
  }

  /** That every rule about drift holds, as the watch found at a moment. */
  record Holding(Instant at, String sentence) {}

  /** What it found since a moment; empty while it has not, or has too little to tell. */
  Optional<Holding> holding(Instant since) {
    Optional<LastLook> look =
        measurements
            .lastLook(ground.champion(), Alias.CHAMPION)
            .filter(last -> last.at().isAfter(since))
            .filter(last -> last.rows() >= sample());
    if (look.isEmpty()) {
      return Optional.empty();
    }
    // A verdict that changes is measured with the look that changed it, so the last one stands.
    List<Measured> judged =
        measurements.latest(ground.champion(), Alias.CHAMPION).stream()
            .filter(each -> ground.driftRules().stream().anyMatch(rule -> isOf(rule, each)))
            .toList();
    boolean holds =
        judged.size() == ground.driftRules().size()
            && judged.stream().allMatch(each -> each.verdict() == RuleVerdict.HELD);
    return holds
        ? Optional.of(new Holding(look.get().at(), sentence(look.get(), judged)))
        : Optional.empty();
  }

  private static boolean isOf(WatchRule rule, Measured measured) {
    return measured.verdict() != null && measured.figure().equals(rule.rule().toString());
  }

  private static String sentence(LastLook look, List<Measured> judged) {
    String furthest =
        judged.stream()
            .max(Comparator.comparingDouble(DrillWatch::reached))
            .map(Measured::sentence)
            .orElse("");
    return String.format(
        Locale.ROOT,
        "the watch looked at %,d answers, and every rule about drift holds. %s",
        look.rows(),
        furthest);
  }

  /** How much of its cut a figure has reached. */
  private static double reached(Measured measured) {
    Double value = measured.value();
    Double cut = measured.cut();
    return value == null || cut == null || cut <= 0 ? 0 : value / cut;
  }

  /** As many answers as each rule about drift takes. */
  private long sample() {
    return ground.driftRules().stream().mapToInt(WatchRule::sample).max().orElse(0);
  }

  /** What somebody should look at for whom it does not find what was expected since a moment. */
  String lookAt(Instant since) {
    Optional<LastLook> look = measurements.lastLook(ground.champion(), Alias.CHAMPION);
    if (look.isEmpty() || look.get().at().isBefore(since.minus(Duration.ofMinutes(1)))) {
      return "Nobody has looked at %s %s: './surety watch' has to run on this database."
          .formatted(
              ground.champion(),
              look.map(last -> "since " + Moments.minute(last.at())).orElse("yet"));
    }
    return "The watch looked at %s last at %s, at %s; './surety health' shows what it found."
        .formatted(
            ground.champion(),
            Moments.minute(look.get().at()),
            Console.count(look.get().rows(), "answer"));
  }
}
