package io.surety.watch.statistics;

import io.surety.bundle.Histogram;
import io.surety.bundle.InputSchema;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReferenceHistograms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a window of rows still comes from where the reference of a model came from, with
 * cuts that know the size of the window, the size of the reference, the bins, and how many
 * statistics are looked at together.
 *
 * <p>The chance of a false alarm in a look is split evenly over every statistic of every input and
 * of the scores (Bonferroni). For each of them the cut is what luck exceeds with that chance, by
 * {@link ChanceCuts} and {@link ChanceOfRate}; a window alarms when it is above its cut and above
 * its floor. Working out the cuts of a size of window takes some hundred milliseconds, once.
 *
 * <p>Safe for use by several threads.
 */
public final class DriftWatch {

  private final DriftSettings settings;
  private final Map<String, WatchedColumn> inputs = new LinkedHashMap<>();
  private final WatchedColumn scores;
  private final int tests;

  private DriftWatch(
      InputSchema schema,
      ReferenceHistograms reference,
      double effectiveReference,
      DriftSettings settings) {
    this.settings = settings;
    for (ModelInput input : schema.inputs()) {
      inputs.put(
          input.name(),
          new WatchedColumn(
              input.name(), input.type(), require(reference, input.name()), effectiveReference));
    }
    this.scores =
        new WatchedColumn(DriftReading.SCORES, null, reference.scores(), effectiveReference);
    this.tests =
        scores.statistics().size()
            + inputs.values().stream().mapToInt(input -> input.statistics().size()).sum();
  }

  /**
   * Watches a model.
   *
   * @param schema its inputs
   * @param reference how inputs and scores were distributed where all was well
   * @param effectiveReference how many independent rows the reference stands for ({@link
   *     EffectiveRows}); at most as many as it has rows
   */
  public static DriftWatch of(
      InputSchema schema,
      ReferenceHistograms reference,
      double effectiveReference,
      DriftSettings settings) {
    long rows = reference.scores().total();
    if (!(effectiveReference >= 1 && effectiveReference <= rows * (1 + 1e-9))) {
      throw new IllegalArgumentException(
          "A reference of %d rows stands for 1 to %d independent ones, and not for %s."
              .formatted(rows, rows, effectiveReference));
    }
    return new DriftWatch(schema, reference, effectiveReference, settings);
  }

  /** How many statistics share the chance of a false alarm. */
  public int tests() {
    return tests;
  }

  /** Compares a window with the reference. */
  public Drift look(DriftWindow window) {
    double chanceOfEach = settings.falseAlarms().perLook() / tests;
    List<DriftReading> readings = new ArrayList<>();
    inputs.forEach((name, input) -> {
      Histogram here = require(window.histograms(), name);
      requireSameEdges(name, input.reference(), here);
      readings.addAll(input.readings(window, here, settings, chanceOfEach));
    });
    Histogram here = window.histograms().scores();
    requireSameEdges(DriftReading.SCORES, scores.reference(), here);
    readings.addAll(scores.readings(window, here, settings, chanceOfEach));
    return new Drift(window.rows(), window.effectiveRows(), readings);
  }

  private static Histogram require(ReferenceHistograms histograms, String name) {
    Histogram found = histograms.inputs().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no histogram of the input %s; there are %s."
              .formatted(name, String.join(", ", histograms.inputs().keySet())));
    }
    return found;
  }

  private static void requireSameEdges(String name, Histogram reference, Histogram window) {
    if (!reference.edges().equals(window.edges())) {
      throw new IllegalArgumentException(
          "The window counts %s between other edges than the reference; count it with recount."
              .formatted(name));
    }
  }
}
