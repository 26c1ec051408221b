package io.surety.watch.health;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.DecisionPolicy;
import io.surety.watch.Answers;
import io.surety.watch.Measured;
import io.surety.watch.Measurements.LastLook;
import io.surety.watch.RuleVerdict;
import io.surety.watch.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a served version is.
 *
 * @param watched how it stands
 * @param look the last that the watch took; empty before the first
 * @param measured what it measured then
 * @param rules of its breaker
 * @param decisions by which probabilities are decided
 * @param service who answered for its alias, the oldest first
 * @param weeks the oldest first
 * @param window since when the histograms of inputs count
 * @param windowEnd until when: now, or when the breaker opened
 * @param windowOf what these answers answered
 * @param windowRows how many answers they count
 * @param scores how many of these answers lie in each hundredth of the probability
 * @param inputs in the order of the schema, then the scores
 * @param traffic the oldest first
 * @param unknownCategories rows that were refused, by input
 * @param logShare the part of the log that was read, 0 to 1
 */
public record ModelHealth(
    Period period,
    Watched watched,
    Optional<LastLook> look,
    List<Measured> measured,
    BreakerPolicy rules,
    DecisionPolicy decisions,
    List<ServiceSpan> service,
    List<WeekHealth> weeks,
    CalibrationHealth calibration,
    Instant window,
    Instant windowEnd,
    Answers.Of windowOf,
    int windowRows,
    List<Long> scores,
    List<InputHealth> inputs,
    List<TrafficSlot> traffic,
    Map<String, Long> unknownCategories,
    double logShare,
    Freshness freshness,
    Optional<Consistency> consistency) {

  public ModelHealth {
    measured = List.copyOf(measured);
    service = List.copyOf(service);
    weeks = List.copyOf(weeks);
    scores = List.copyOf(scores);
    inputs = List.copyOf(inputs);
    traffic = List.copyOf(traffic);
    unknownCategories = Map.copyOf(unknownCategories);
  }

  /** Whether a rule of its breaker was broken at the last look. */
  public boolean isBroken() {
    return measured.stream().anyMatch(each -> each.verdict() == RuleVerdict.BROKEN);
  }
}
