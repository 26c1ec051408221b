package io.surety.comparison;

import io.surety.bundle.Decision;
import io.surety.predictionlog.ScoredTwice.Pair;
import io.surety.watch.statistics.RankAgreement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Takes requests that two versions scored, in memory that is bounded however many there are. */
public final class PairTally implements Consumer<Pair> {

  private static final int MOST_MEASURED = 200_000;
  private static final int LARGEST = 10;
  private static final int WAYS = Decision.values().length;
  private static final Comparator<Pair> NEAREST_FIRST =
      Comparator.<Pair>comparingDouble(PairTally::apart)
          .thenComparing(Pair::request, Comparator.reverseOrder());

  private final long[][] decisions = new long[WAYS][WAYS];
  private final SteadySample all;
  private final SteadySample known;
  private final PriorityQueue<Pair> largest = new PriorityQueue<>(NEAREST_FIRST);
  private long requests;
  private long outcomes;

  /** Nothing yet. */
  public PairTally() {
    this(MOST_MEASURED);
  }

  PairTally(int mostMeasured) {
    this.all = new SteadySample(mostMeasured);
    this.known = new SteadySample(mostMeasured);
  }

  @Override
  public void accept(Pair pair) {
    requests++;
    decisions[pair.a().decision().ordinal()][pair.b().decision().ordinal()]++;
    Both both = Both.of(pair);
    all.add(both);
    if (pair.bad() != null) {
      outcomes++;
      known.add(both);
    }
    largest.add(pair);
    if (largest.size() > LARGEST) {
      largest.poll();
    }
  }

  /** How many there were. */
  public long requests() {
    return requests;
  }

  /** What came of it; empty when there were none. */
  public Optional<SideBySide> result() {
    if (requests == 0) {
      return Optional.empty();
    }
    List<Both> rows = all.rows();
    double[] a = rows.stream().mapToDouble(Both::a).toArray();
    double[] b = rows.stream().mapToDouble(Both::b).toArray();
    List<Pair> farthest = new ArrayList<>(largest);
    farthest.sort(NEAREST_FIRST.reversed());
    return Optional.of(
        new SideBySide(
            requests,
            rows.size(),
            Arrays.stream(decisions).map(row -> Arrays.stream(row).boxed().toList()).toList(),
            Spread.of(rows.stream().mapToDouble(row -> row.b() - row.a()).toArray()),
            Spread.of(rows.stream().mapToDouble(Both::points).toArray()),
            RankAgreement.of(a, b),
            farthest,
            outcomes == 0 ? Optional.empty() : Optional.of(Realised.of(known.rows(), outcomes))));
  }

  private static double apart(Pair pair) {
    return Math.abs(pair.b().probability() - pair.a().probability());
  }
}
