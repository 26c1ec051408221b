package io.surety.terminal;

import io.surety.registry.BreakerState;
import io.surety.watch.Measured;
import io.surety.watch.Measurements;
import io.surety.watch.Measurements.LastLook;
import io.surety.watch.RuleVerdict;
import io.surety.watch.Watched;
import io.surety.watch.WatchedVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says how the served models are. */
@Command(
    name = "health",
    description = "Says how the models that are served are, as the watch measured them last.",
    footer = {
      "",
      "Who answers and since when, every rule of the breaker with its figure, the drift of each input",
      "and of the scores, and what was estimated beside what came true. Ends with exit code 3 when a",
      "rule is broken. Nothing is measured anew: './surety watch' measures.",
      "",
      "  ./surety health",
      "  ./surety health --json"
    })
final class HealthCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  HealthCommand(Session session) {
    this.session = session;
  }

  private record Health(Watched watched, Optional<LastLook> look, List<Measured> measured) {

    boolean isBroken() {
      return measured.stream().anyMatch(each -> each.verdict() == RuleVerdict.BROKEN);
    }
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.WATCHING);
      Measurements measurements = new Measurements(source);
      List<Health> all =
          new WatchedVersions(source)
              .all().stream()
                  .map(watched ->
                      new Health(
                          watched,
                          measurements.lastLook(watched.version(), watched.alias()),
                          measurements.latest(watched.version(), watched.alias())))
                  .toList();
      if (json) {
        session.console().print(json(all).toPrettyString());
      } else if (all.isEmpty()) {
        session.console().say("No version is champion or canary, so there is nothing to tell.");
      } else {
        all.forEach(this::print);
      }
      boolean broken = all.stream().anyMatch(Health::isBroken);
      return (broken ? ExitCode.GATE_NOT_PASSED : ExitCode.DONE).number();
    }
  }

  private void print(Health health) {
    Console console = session.console();
    Watched watched = health.watched();
    console.print(console.bold(watched.version() + " as " + watched.alias()));
    console.print(
        "%s Its breaker is %s since %s."
            .formatted(
                answers(watched), watched.state().written(), Moments.minute(watched.since())));
    console.print(looked(health));
    if (health.measured().isEmpty()) {
      return;
    }
    rules(health.measured());
    drift(health.measured());
    performance(health.measured());
    console.print("");
  }

  private static String answers(Watched watched) {
    return watched.state() == BreakerState.CLOSED
        ? "It answers itself."
        : watched
            .answeredBy()
            .map(version -> version + " answers instead.")
            .orElse("The policy answers instead, because no version may.");
  }

  private String looked(Health health) {
    Instant now = session.clock().instant();
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
    session.console().print("");
    table.print(session.console());
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
    session.console().print("");
    table.print(session.console());
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
    return value > cut / 2 ? "moving, within the cut" : "as in training";
  }

  private void performance(List<Measured> measured) {
    TextTable table = TextTable.of("FIGURE", ">ESTIMATED", ">EXPECTED", ">REALISED", ">GAP", "OF");
    for (String figure : List.of("auc", "bad_rate")) {
      Measured estimated = find(measured, "estimated." + figure);
      Measured expected = find(measured, "expected." + figure);
      Measured realised = find(measured, "realised." + figure);
      table.row(
          figure.replace('_', ' '),
          value(estimated),
          value(expected),
          value(realised),
          gap(expected, realised),
          realised == null
              ? "no outcomes yet"
              : Console.count(realised.rows(), "outcome") + "; the gap is realised less expected");
    }
    session.console().print("");
    table.print(session.console());
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

  private static ArrayNode json(List<Health> all) {
    ArrayNode array = Evidence.JSON.createArrayNode();
    for (Health health : all) {
      Watched watched = health.watched();
      ObjectNode version =
          array
              .addObject()
              .put("model", watched.version().name())
              .put("version", watched.version().number())
              .put("alias", watched.alias().name())
              .put("breaker", watched.state().written())
              .put("since", watched.since().toString())
              .put("answered_by", watched.answeredBy().map(each -> each.number()).orElse(null))
              .put("broken", health.isBroken());
      health
          .look()
          .ifPresent(look ->
              version
                  .putObject("look")
                  .put("at", look.at().toString())
                  .put("by", look.by())
                  .put("took_micros", look.took().toNanos() / 1_000)
                  .put("answers", look.rows())
                  .put("outcomes", look.outcomes()));
      ArrayNode figures = version.putArray("figures");
      for (Measured measured : health.measured()) {
        RuleVerdict verdict = measured.verdict();
        figures
            .addObject()
            .put("figure", measured.figure())
            .put("subject", measured.subject())
            .put("at", measured.at().toString())
            .put("from", measured.from().toString())
            .put("rows", measured.rows())
            .put("value", measured.value())
            .put("lower", measured.lower())
            .put("upper", measured.upper())
            .put("cut", measured.cut())
            .put("verdict", verdict == null ? null : verdict.toString())
            .put("sentence", measured.sentence());
      }
    }
    return array;
  }
}
