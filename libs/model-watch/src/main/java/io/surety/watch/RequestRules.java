package io.surety.watch;

import io.surety.bundle.WatchRule;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Judges how requests fared: failed, decided late; and rows that were refused for unknown
 * categories.
 */
final class RequestRules {

  private static final double SLOWEST = 0.01;

  private final WatchedModel model;
  private final Evidence evidence;

  RequestRules(WatchedModel model, Evidence evidence) {
    this.model = model;
    this.evidence = evidence;
  }

  Finding errors(WatchRule rule) {
    RequestCounts counts = evidence.requests(rule);
    return rate(
        rule, "", counts.failed(), counts.failed() + counts.answered(), 1, "requests", "failed");
  }

  Finding unknownCategories(WatchRule rule) {
    RequestCounts counts = evidence.requests(rule);
    String most =
        counts.unknown().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return rate(
        rule,
        most,
        counts.allUnknown(),
        counts.allUnknown() + counts.rows(),
        counts.designEffect(),
        "rows",
        "were refused for a category that the model does not know");
  }

  private Finding rate(
      WatchRule rule,
      String subject,
      long with,
      long all,
      double designEffect,
      String what,
      String became) {
    Instant from = evidence.from(rule);
    if (all < rule.sample()) {
      return Finding.tooFew(
          rule,
          from,
          all,
          Words.tooFew("How many " + what + " " + became, all, rule.sample(), what));
    }
    double rate = (double) with / all;
    boolean broken = surely(with / designEffect, all / designEffect) > rule.cut();
    return new Finding(
        rule,
        subject,
        from,
        all,
        rate,
        rule.cut(),
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "%.2f %% of the %s %s, %s the cut of %.2f %% for %,d %s since %s.",
            100 * rate,
            what,
            became,
            broken ? "surely above" : rate > rule.cut() ? "not surely above" : "within",
            100 * rule.cut(),
            all,
            what,
            Words.minute(from)));
  }

  Finding latency(WatchRule rule) {
    Instant from = evidence.from(rule);
    double[] millis =
        evidence.answers().since(from).rows().stream()
            .map(Answer::latencyMicros)
            .filter(Objects::nonNull)
            .mapToDouble(micros -> micros / 1_000.0)
            .sorted()
            .toArray();
    if (millis.length < rule.sample()) {
      return Finding.tooFew(
          rule,
          from,
          millis.length,
          Words.tooFew("The time to a decision", millis.length, rule.sample(), "answers"));
    }
    double slow = millis[(int) Math.ceil((1 - SLOWEST) * millis.length) - 1];
    long late = Arrays.stream(millis).filter(each -> each > rule.cut()).count();
    boolean broken = surely((double) late, millis.length) > SLOWEST;
    return new Finding(
        rule,
        "",
        from,
        millis.length,
        slow,
        rule.cut(),
        broken ? RuleVerdict.BROKEN : RuleVerdict.HELD,
        String.format(
            Locale.ROOT,
            "99 %% of %,d answers since %s were decided within %.1f ms, %s the cut of %.0f ms; logging and sending come after.",
            millis.length,
            Words.minute(from),
            slow,
            broken ? "surely above" : slow > rule.cut() ? "not surely above" : "within",
            rule.cut()));
  }

  /**
   * The rate that is surely exceeded (Clopper and Pearson, Biometrika 26, 1934).
   *
   * @param with and {@code all}: as many as would say the same if each came alone
   */
  private double surely(double with, double all) {
    return with == 0
        ? 0
        : BetaDistribution.of(with, all - with + 1)
            .inverseCumulativeProbability(model.perRule().perLook());
  }
}
