package io.surety.report;

import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.watch.Answers;
import io.surety.watch.Measured;
import io.surety.watch.RuleVerdict;
import io.surety.watch.Watched;
import io.surety.watch.health.InputHealth;
import io.surety.watch.health.ModelHealth;
import io.surety.watch.health.TrafficSlot;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.DriftStatistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be known first: who answers, what is broken, and the figures that tell most. */
final class HealthVerdict {

  /** When the watch has not looked for so long, something is wrong with it. */
  static final Duration LATE = Duration.ofMinutes(5);

  private HealthVerdict() {}

  static Html section(ModelHealth health, Instant now) {
    boolean well = health.watched().state() == BreakerState.CLOSED && !health.isBroken();
    return Html.all(
        Html.of(
            """
            <section class="verdict {}">
            <h2>{}</h2>
            {}
            <p>{}</p>
            {}
            </section>
            """,
            well ? "pass" : "fail",
            sentence(health),
            next(health),
            looked(health, now),
            broken(health)),
        notes(health, now));
  }

  private static String sentence(ModelHealth health) {
    Watched watched = health.watched();
    String stands =
        switch (watched.state()) {
          case CLOSED ->
              watched
                  .insteadOf()
                  .map(other -> "It answers in the place of " + other)
                  .orElse("It answers itself");
          case OPEN -> "Its breaker is open, and " + instead(watched);
          case HALF_OPEN -> "It proves itself in shadow, and " + instead(watched);
        };
    return stands + "; " + rules(health.measured()) + ".";
  }

  private static String rules(List<Measured> measured) {
    List<RuleVerdict> verdicts =
        measured.stream().flatMap(each -> Stream.ofNullable(each.verdict())).toList();
    if (verdicts.isEmpty()) {
      return "no rule was judged yet";
    }
    if (verdicts.stream().allMatch(verdict -> verdict == RuleVerdict.TOO_FEW)) {
      return "its rules have too little to go by yet";
    }
    long broken = verdicts.stream().filter(verdict -> verdict == RuleVerdict.BROKEN).count();
    return broken == 0
        ? "no rule is broken"
        : Digits.count(broken) + (broken == 1 ? " rule is broken" : " rules are broken");
  }

  private static Html next(ModelHealth health) {
    Watched watched = health.watched();
    return watched
        .nextTrial(health.rules())
        .map(next -> Html.of("<p>{}</p>", next.sentence(watched)))
        .orElse(Html.NOTHING);
  }

  private static String instead(Watched watched) {
    return watched.answeredBy().map(ModelVersion::toString).orElse("the policy")
        + " answers instead";
  }

  private static String looked(ModelHealth health, Instant now) {
    return health
        .look()
        .map(look ->
            "Its breaker stands so since %s. The watch looked last %s ago, at %s answers and %s outcomes."
                .formatted(
                    HealthReport.MOMENT.format(health.watched().since()),
                    ago(Duration.between(look.at(), now)),
                    Digits.count(look.rows()),
                    Digits.count(look.outcomes())))
        .orElse("Nobody has looked at it yet; './surety watch' looks.");
  }

  static String ago(Duration time) {
    Duration past = time.isNegative() ? Duration.ZERO : time;
    if (past.toMinutes() < 2) {
      return past.toSeconds() + " s";
    }
    return past.toHours() < 2
        ? past.toMinutes() + " minutes"
        : past.toDays() < 2 ? past.toHours() + " hours" : past.toDays() + " days";
  }

  private static List<Measured> broken(List<Measured> measured) {
    return measured.stream().filter(each -> each.verdict() == RuleVerdict.BROKEN).toList();
  }

  private static Html broken(ModelHealth health) {
    List<Html> items =
        broken(health.measured()).stream()
            .map(each ->
                Html.of(
                    "<li class=\"fail\"><b>broken</b><span>{}: {}</span></li>",
                    each.figure().replace('_', ' '),
                    each.sentence()))
            .toList();
    return items.isEmpty() ? Html.NOTHING : Html.of("<ul class=\"gates\">{}</ul>", Html.all(items));
  }

  private static Html notes(ModelHealth health, Instant now) {
    List<String> notes = new ArrayList<>();
    health
        .look()
        .filter(look -> Duration.between(look.at(), now).compareTo(LATE) > 0)
        .ifPresent(look ->
            notes.add(
                "The watch has not looked for %s: figures of rules and of drift are as old."
                    .formatted(ago(Duration.between(look.at(), now)))));
    if (health.windowOf() == Answers.Of.BATCHES) {
      notes.add("Hardly a request asks it, so it is judged by the batches that it scored.");
    }
    if (health.logShare() < 1) {
      notes.add(
          "The log is large: counts are estimated from %s of it. A shorter time is told more exactly."
              .formatted(Digits.percent(health.logShare())));
    }
    return notes.isEmpty()
        ? Html.NOTHING
        : Html.of(
            "<ul class=\"notes\">{}</ul>",
            Html.all(notes.stream().map(note -> Html.of("<li>{}</li>", note)).toList()));
  }

  static Html tiles(ModelHealth health) {
    return Html.of(
        "<div class=\"tiles\">{}</div>",
        Html.all(
            decisions(health), failures(health), latency(health), drift(health), outcomes(health)));
  }

  private static Html tile(String name, String figure, String words) {
    return Html.of(
        "<div class=\"tile\"><span>{}</span><strong>{}</strong><small>{}</small></div>",
        name,
        figure,
        words);
  }

  private static Html decisions(ModelHealth health) {
    long all = health.traffic().stream().mapToLong(TrafficSlot::decisions).sum();
    long approved = health.traffic().stream().mapToLong(TrafficSlot::approved).sum();
    return tile(
        "decisions",
        Digits.count(all),
        all == 0 ? "in this time" : Digits.percent((double) approved / all) + " approved");
  }

  private static Html failures(ModelHealth health) {
    long byDependencies = health.traffic().stream().mapToLong(TrafficSlot::dependencyFailed).sum();
    long failed = byDependencies + health.traffic().stream().mapToLong(TrafficSlot::failed).sum();
    long answered =
        health.traffic().stream()
            .map(TrafficSlot::answered)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    boolean counted = health.traffic().stream().anyMatch(each -> each.answered() != null);
    return tile(
        "failed requests",
        counted ? Digits.percent((double) failed / Math.max(1, failed + answered)) : Digits.NONE,
        counted
            ? Digits.count(failed)
                + " of "
                + Digits.count(failed + answered)
                + (byDependencies > 0
                    ? ", " + Digits.count(byDependencies) + " by what the service depends on"
                    : "")
            : "no service has counted");
  }

  private static Html latency(ModelHealth health) {
    Optional<TrafficSlot> last =
        health.traffic().reversed().stream().filter(each -> each.slow() != null).findFirst();
    return tile(
        "99 % decided within",
        last.map(each -> Digits.decimals(1).format(each.slow()) + " ms").orElse(Digits.NONE),
        last.map(each -> "on " + new TimeScale(health.period(), 1).words(each.from()))
            .orElse("nothing was decided"));
  }

  private static Html drift(ModelHealth health) {
    Optional<InputHealth> furthest =
        health.inputs().stream()
            .filter(each -> each.reading(DriftStatistic.POPULATION_STABILITY).isPresent())
            .max(Comparator.comparingDouble(HealthVerdict::stability));
    return tile(
        "greatest drift (PSI)",
        furthest.map(each -> Digits.decimals(2).format(stability(each))).orElse(Digits.NONE),
        furthest.map(InputPlots::words).orElse("too few answers to tell"));
  }

  private static double stability(InputHealth input) {
    return input.reading(DriftStatistic.POPULATION_STABILITY).map(Measured::value).orElse(0.0);
  }

  private static Html outcomes(ModelHealth health) {
    BadRate all = health.calibration().all();
    return all == null
        ? tile("not paid on time", Digits.NONE, "no outcome is known yet")
        : tile(
            "not paid on time",
            Digits.percent(all.observed()),
            Digits.percent(all.predicted()) + " were predicted");
  }
}
