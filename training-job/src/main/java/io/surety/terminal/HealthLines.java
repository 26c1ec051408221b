package io.surety.terminal;

import io.surety.registry.BreakerState;
import io.surety.watch.Answers;
import io.surety.watch.Measured;
import io.surety.watch.Watched;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.statistics.WorthFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a terminal how a served version is. */
final class HealthLines {

  private final Console console;
  private final Instant now;

  HealthLines(Console console, Instant now) {
    this.console = console;
    this.now = now;
  }

  void print(ModelHealth health) {
    Watched watched = health.watched();
    console.print(console.bold(watched.version() + " as " + watched.alias()));
    console.print(
        "%s Its breaker is %s since %s."
            .formatted(
                answers(watched), watched.state().written(), Moments.minute(watched.since())));
    NextTrials.of(watched, health.rules()).ifPresent(waiting -> console.print(waiting.sentence()));
    console.print(looked(health));
    if (health.windowOf() == Answers.Of.BATCHES) {
      console.print("Hardly a request asks it, so it is judged by the batches that it scored.");
    }
    if (health.measured().isEmpty()) {
      new HealthTables(console).print(health);
      return;
    }
    rules(health.measured());
    drift(health.measured());
    performance(health.measured());
    new HealthTables(console).print(health);
    console.print("");
  }

  private static String answers(Watched watched) {
    if (watched.insteadOf().isPresent()) {
      return "It answers in the place of %s.".formatted(watched.insteadOf().get());
    }
    return watched.state() == BreakerState.CLOSED
        ? "It answers itself."
        : watched
            .answeredBy()
            .map(version -> version + " answers instead.")
            .orElse("The policy answers instead, because no version may.");
  }

  private String looked(ModelHealth health) {
    return health
        .look()
        .map(look ->
            "Looked at %s ago by %s: %s, %s, in %d ms."
                .formatted(
                    ago(Duration.between(look.at(), now)),
                    look.by(),
                    Console.count(look.rows(), "answer"),
                    Console.count(look.outcomes(), "outcome"),
                    look.took().toMillis()))
        .orElse("Nobody has looked at it yet; './surety watch' looks.");
  }

  private static String ago(Duration time) {
    Duration past = time.isNegative() ? Duration.ZERO : time;
    if (past.toMinutes() < 2) {
      return past.toSeconds() + " s";
    }
    return past.toHours() < 2
        ? past.toMinutes() + " minutes"
        : past.toDays() < 2 ? past.toHours() + " hours" : past.toDays() + " days";
  }

  private void rules(List<Measured> measured) {
    TextTable table = TextTable.of("RULE", "VERDICT", "WHAT WAS FOUND");
    measured.stream()
        .filter(each -> each.verdict() != null)
        .forEach(each ->
            table.row(
                each.figure(), String.valueOf(each.verdict()).replace('_', ' '), each.sentence()));
    console.print("");
    table.print(console);
  }

  private void drift(List<Measured> measured) {
    Map<String, Map<String, Measured>> bySubject = new LinkedHashMap<>();
    measured.stream()
        .filter(each -> each.figure().startsWith("drift."))
        .forEach(each ->
            bySubject
                .computeIfAbsent(each.subject(), _ -> new LinkedHashMap<>())
                .put(each.figure(), each));
    if (bySubject.isEmpty()) {
      return;
    }
    TextTable table =
        TextTable.of("DRIFT OF", ">PSI", ">CUT", ">JS", ">KS", ">MISSING", "IN WORDS");
    bySubject.forEach((subject, figures) -> {
      Measured stability = figures.get("drift.population_stability");
      table.row(
          subject,
          value(stability),
          stability == null ? "" : number(stability.cut()),
          value(figures.get("drift.jensen_shannon")),
          value(figures.get("drift.kolmogorov_smirnov")),
          value(figures.get("drift.missing_rate")),
          words(stability));
    });
    console.print("");
    table.print(console);
  }

  private static String words(@Nullable Measured stability) {
    if (stability == null) {
      return "one value only";
    }
    Double value = stability.value();
    Double cut = stability.cut();
    if (value == null || cut == null) {
      return "too few rows to tell";
    }
    if (value > cut) {
      return "shifted";
    }
    return value > cut / 2 ? "moving, within the cut" : "as in the reference";
  }

  private void performance(List<Measured> measured) {
    TextTable table = TextTable.of("FIGURE", ">ESTIMATED", ">EXPECTED", ">REALISED", ">GAP", "OF");
    for (WorthFigure figure : WorthFigure.values()) {
      Measured estimated = find(measured, "estimated." + figure.written());
      Measured expected = find(measured, "expected." + figure.written());
      Measured realised = find(measured, "realised." + figure.written());
      table.row(
          figure.words(),
          value(estimated),
          value(expected),
          value(realised),
          gap(expected, realised),
          realised == null
              ? "no outcomes yet"
              : Console.count(realised.rows(), "outcome") + "; the gap is realised less expected");
    }
    console.print("");
    table.print(console);
  }

  private static String gap(@Nullable Measured expected, @Nullable Measured realised) {
    if (expected == null || realised == null) {
      return "";
    }
    Double before = expected.value();
    Double after = realised.value();
    return before == null || after == null
        ? ""
        : String.format(Locale.ROOT, "%+.4f", after - before);
  }

  private static @Nullable Measured find(List<Measured> measured, String figure) {
    return measured.stream().filter(each -> each.figure().equals(figure)).findFirst().orElse(null);
  }

  private static String value(@Nullable Measured measured) {
    return measured == null ? "" : number(measured.value());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
