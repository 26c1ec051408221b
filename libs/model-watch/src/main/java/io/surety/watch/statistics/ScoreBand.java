package io.surety.watch.statistics;

import io.surety.bundle.ReferenceHistograms;
import java.util.List;
import java.util.Locale;

/**
 * The loans whose probability lies in a band.
 *
 * @param number from 1, the safest first; bands without loans are counted
 * @param from included
 * @param to excluded, but for the last band
 */
public record ScoreBand(int number, double from, double to, BadRate badRate) {

  /** Between the bands of a model: the edges of the scores that it was tried on. */
  public static List<Double> edges(ReferenceHistograms reference) {
    return reference.scores().edges().stream().filter(edge -> edge > 0 && edge < 1).toList();
  }

  /** One of each band of a model, and in their order, such as {@code 03: 0.0512 to 0.0730}. */
  public String label() {
    return String.format(Locale.ROOT, "%02d: %.4f to %.4f", number, from, to);
  }
}
