package io.surety.watch.statistics;

/**
 * When a window is called drifted: it has moved further than luck explains, at the rate of false
 * alarms that is allowed over everything that is tested, and further than the floors.
 *
 * @param falseAlarms over all inputs and statistics of a look together
 * @param leastRows windows of fewer effective rows are not judged, at least 1
 */
public record DriftSettings(FalseAlarms falseAlarms, EffectFloors floors, int leastRows) {

  /** With fewer than these rows, ten bins hold too little to see anything but a landslide. */
  public static final int USUAL_LEAST_ROWS = 100;

  /** For one window, looked at once: a page of figures, a batch. */
  public static final DriftSettings ONE_LOOK =
      new DriftSettings(FalseAlarms.IN_ONE_LOOK, EffectFloors.MODERATE, USUAL_LEAST_ROWS);

  /** For a breaker that looks every minute. */
  public static final DriftSettings BREAKER =
      new DriftSettings(FalseAlarms.IN_A_MONTH_OF_MINUTES, EffectFloors.LARGE, USUAL_LEAST_ROWS);

  /** Refuses a window that needs no rows. */
  public DriftSettings {
    if (leastRows < 1) {
      throw new IllegalArgumentException(
          "A window needs at least one row, but least rows are %d.".formatted(leastRows));
    }
  }
}
