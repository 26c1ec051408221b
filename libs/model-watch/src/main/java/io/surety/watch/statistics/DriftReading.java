package io.surety.watch.statistics;

import java.util.Locale;

/**
 * One statistic of one input, or of the scores, in one window.
 *
 * @param subject the name of the input, or {@link #SCORES}
 * @param value what was measured
 * @param chance the least value that luck does not explain at the rate of false alarms allowed
 * @param floor the least value that matters
 * @param rows of the window
 * @param effectiveRows how many independent rows they stand for
 */
public record DriftReading(
    String subject,
    DriftStatistic statistic,
    double value,
    double chance,
    double floor,
    long rows,
    double effectiveRows,
    DriftVerdict verdict) {

  /** What the scores are called where an input would be named. */
  public static final String SCORES = "(scores)";

  /**
   * The value above which this reading is a drift: the greater of what luck explains and the floor.
   */
  public double cut() {
    return Math.max(chance, floor);
  }

  /** How far the value is towards its cut: above 1 it is over. */
  public double closeness() {
    return value / cut();
  }

  /** The reading as a sentence. */
  public String sentence() {
    String what = subject.equals(SCORES) ? "the scores" : subject;
    return switch (verdict) {
      case TOO_FEW_ROWS ->
          "The %s of %s cannot be judged: %s."
              .formatted(statistic.words(), what, rowsInWords("are too few"));
      case STABLE ->
          said("The %s of %s is %.3f, within the cut of %.3f for %s.", what, rowsInWords(""));
      case DRIFTED ->
          said("The %s of %s is %.3f, above the cut of %.3f for %s.", what, rowsInWords(""));
    };
  }

  private String said(String format, String what, String rowsInWords) {
    return String.format(Locale.ROOT, format, statistic.words(), what, value, cut(), rowsInWords);
  }

  private String rowsInWords(String are) {
    String counted =
        effectiveRows < 0.95 * rows
            ? String.format(Locale.ROOT, "%,d rows that say as much as %,.0f", rows, effectiveRows)
            : String.format(Locale.ROOT, "%,d rows", rows);
    return are.isEmpty() ? counted : counted + " " + are;
  }
}
