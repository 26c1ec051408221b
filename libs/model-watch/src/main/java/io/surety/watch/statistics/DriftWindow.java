package io.surety.watch.statistics;

import io.surety.bundle.Histogram;
import io.surety.bundle.ReferenceHistograms;
import java.util.Map;

/**
 * The rows of a window, counted.
 *
 * @param histograms inputs and scores, counted between the edges of the reference ({@link
 *     Histogram#recount})
 * @param unknown by category input: how many rows beside these were refused because the model does
 *     not know their category; an input that is absent had none
 * @param effectiveRows how many independent rows these stand for ({@link EffectiveRows}): the
 *     number of rows when nothing is known of people
 */
public record DriftWindow(
    ReferenceHistograms histograms, Map<String, Long> unknown, double effectiveRows) {

  /** Refuses more effective rows than rows, and counts below 0. */
  public DriftWindow {
    unknown = Map.copyOf(unknown);
    long rows = histograms.scores().total();
    if (!(effectiveRows >= 0 && effectiveRows <= rows * (1 + 1e-9))) {
      throw new IllegalArgumentException(
          "%d rows stand for at most as many independent ones, and not for %s."
              .formatted(rows, effectiveRows));
    }
    if (unknown.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("A window cannot hold fewer than 0 unknown categories.");
    }
  }

  /** A window of rows that are all independent, without unknown categories. */
  public static DriftWindow of(ReferenceHistograms histograms) {
    return new DriftWindow(histograms, Map.of(), histograms.scores().total());
  }

  /** How many rows it holds. */
  public long rows() {
    return histograms.scores().total();
  }
}
