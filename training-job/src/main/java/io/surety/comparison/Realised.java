package io.surety.comparison;

import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Figures;
import io.surety.watch.statistics.Metrics;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.People;
import io.surety.watch.statistics.PersonBootstrap;
import io.surety.watch.statistics.RateDifference;
import io.surety.watch.statistics.RealisedPerformance;
import io.surety.watch.statistics.ScoredModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good each of two versions turned out to be on the requests that both scored. Differences are
 * those of the second less the first, and paired: in every draw both meet the same people.
 *
 * @param loans whose outcome is known
 * @param measured how many of them were measured; fewer when there are very many
 * @param bad how many of those measured were not paid on time
 * @param approved the bad rates among the loans that each would have approved
 */
public record Realised(
    long loans,
    int measured,
    int people,
    int bad,
    Metrics a,
    Metrics b,
    @Nullable Estimate auc,
    @Nullable Estimate brier,
    @Nullable Estimate logLoss,
    RateDifference approved) {

  private static final long SEED = 1;

  /** Of requests whose outcome is known, at least one. */
  static Realised of(List<Both> rows, long loans) {
    boolean[] label = new boolean[rows.size()];
    boolean[] inA = new boolean[rows.size()];
    boolean[] inB = new boolean[rows.size()];
    for (int at = 0; at < label.length; at++) {
      Both row = rows.get(at);
      label[at] = row.bad();
      inA[at] = row.approvedByA();
      inB[at] = row.approvedByB();
    }
    double[] ofA = rows.stream().mapToDouble(Both::a).toArray();
    double[] ofB = rows.stream().mapToDouble(Both::b).toArray();
    long[] person = rows.stream().mapToLong(Both::person).toArray();
    People people = People.of(person, label);
    ScoredModel a = new ScoredModel(label, ofA, people);
    ScoredModel b = new ScoredModel(label, ofB, people);
    PersonBootstrap draws =
        new PersonBootstrap(people, SEED, RealisedPerformance.USUAL_ROUNDS, a, b);
    Outcomes first = new Outcomes(ofA, label, person);
    return new Realised(
        loans,
        label.length,
        people.count(),
        first.bad(),
        Metrics.of(draws, 0, a.ranking()),
        Metrics.of(draws, 1, b.ranking()),
        draws.difference(1, 0, Figures::auc),
        draws.difference(1, 0, Figures::brier),
        draws.difference(1, 0, Figures::logLoss),
        RateDifference.of(
            first, inA, new Outcomes(ofB, label, person), inB, RealisedPerformance.CONFIDENCE));
  }
}
