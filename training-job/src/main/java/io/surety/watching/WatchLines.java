package io.surety.watching;

import io.surety.watch.BreakerMove;
import io.surety.watch.Evaluator;
import io.surety.watch.Finding;
import io.surety.watch.RuleVerdict;
import io.surety.watch.VersionLook;
import io.surety.watch.WatchEvent;
import io.surety.watch.WatchNews;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Says what a watch does in lines of keys and values: each switch, each rule that came to stand
 * otherwise, each failure; and each look once in a while, because most are alike.
 */
public final class WatchLines implements WatchNews {

  private static final Duration BETWEEN_LIKE_LOOKS = Duration.ofMinutes(5);

  private final Consumer<String> sink;
  private final Map<String, Said> said = new HashMap<>();
  private boolean leads;
  private String lastFailure = "";

  private record Said(Map<String, RuleVerdict> verdicts, Instant at) {}

  /** Says them there; the sink adds the time where it wants one. */
  public WatchLines(Consumer<String> sink) {
    this.sink = sink;
  }

  @Override
  public synchronized void leading(boolean now) {
    if (now != leads) {
      leads = now;
      sink.accept(now ? "watch elected" : "watch stands by");
    }
  }

  @Override
  public synchronized void looked(Evaluator.Looks looks, Duration took) {
    lastFailure = "";
    for (VersionLook look : looks.seen()) {
      say(look);
    }
    for (Evaluator.Unseen unseen : looks.unseen()) {
      sink.accept(
          "watch blind model=%s alias=%s because=\"%s\""
              .formatted(
                  unseen.watched().version(),
                  unseen.watched().alias(),
                  Because.of(unseen.because())));
    }
  }

  private void say(VersionLook look) {
    String key = look.watched().version() + " " + look.watched().alias();
    Map<String, RuleVerdict> verdicts =
        look.findings().stream()
            .collect(Collectors.toMap(each -> each.rule().rule().toString(), Finding::verdict));
    Said before = said.get(key);
    if (before == null
        || !before.verdicts().equals(verdicts)
        || before.at().plus(BETWEEN_LIKE_LOOKS).isBefore(look.at())) {
      said.put(key, new Said(verdicts, look.at()));
      sink.accept(
          String.format(
              Locale.ROOT,
              "watch looked model=%s alias=%s breaker=%s answers=%d outcomes=%d held=%d broken=%d too_few=%d took_ms=%.0f",
              look.watched().version(),
              look.watched().alias(),
              look.watched().state().written(),
              look.answers(),
              look.outcomes(),
              count(look, RuleVerdict.HELD),
              count(look, RuleVerdict.BROKEN),
              count(look, RuleVerdict.TOO_FEW),
              look.took().toNanos() / 1e6));
      for (Finding finding : look.broken()) {
        if (before == null
            || before.verdicts().get(finding.rule().rule().toString()) != RuleVerdict.BROKEN) {
          sink.accept(
              "watch found model=%s alias=%s rule=%s then=%s because=\"%s\""
                  .formatted(
                      look.watched().version(),
                      look.watched().alias(),
                      finding.rule().rule(),
                      finding.rule().then(),
                      finding.sentence()));
        }
      }
    }
    look.decision()
        .ifPresent(decision ->
            sink.accept(
                "watch switched model=%s alias=%s breaker=%s decision=%d"
                    .formatted(
                        look.watched().version(),
                        look.watched().alias(),
                        to(look.move()),
                        decision)));
  }

  private static long count(VersionLook look, RuleVerdict verdict) {
    List<Finding> findings = look.findings();
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  private static String to(BreakerMove move) {
    return switch (move) {
      case BreakerMove.Stay() -> "unchanged";
      case BreakerMove.Open _ -> "open";
      case BreakerMove.HalfOpen _ -> "half-open";
      case BreakerMove.Close _ -> "closed";
    };
  }

  @Override
  public synchronized void failed(RuntimeException failure) {
    String because = Because.of(failure);
    if (!because.equals(lastFailure)) {
      lastFailure = because;
      sink.accept("watch failed because=\"%s\" again=PT1S".formatted(because));
    }
  }

  @Override
  public synchronized void delivered(WatchEvent event) {
    sink.accept("webhook told event=%s id=%s".formatted(event.kind(), event.key()));
  }

  @Override
  public synchronized void refused(WatchEvent event, String because, Duration again) {
    sink.accept(
        "webhook refused event=%s id=%s because=\"%s\" again=%s"
            .formatted(event.kind(), event.key(), because, again));
  }
}
