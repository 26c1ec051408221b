package io.surety.report;

import io.surety.bundle.InputType;
import io.surety.evaluation.Dependence;
import io.surety.evaluation.Dependence.Dot;
import java.text.NumberFormat;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;

/** The axis on which the values of one input stand. */
final class ValueScale {

  /** What 0 and 1 of a flag mean. */
  static final List<String> FLAG_WORDS = List.of("no", "yes");

  private static final int TICKS = 7;

  /** One loan in a hundred may stand at either end of the scale instead of beyond it. */
  private static final double TAIL = 0.01;

  /** A tail that is no longer than this share of the rest is shown whole. */
  private static final double SHORT_TAIL = 0.25;

  private final InputType type;
  private final double least;
  private final double most;
  private final boolean cutBelow;
  private final boolean cutAbove;

  private ValueScale(InputType type, double[] sorted) {
    this.type = type;
    int tail = (int) (TAIL * sorted.length);
    double low = sorted[tail];
    double high = sorted[sorted.length - 1 - tail];
    double allowed = SHORT_TAIL * (high - low);
    this.cutBelow = high > low && low - sorted[0] > allowed;
    this.cutAbove = high > low && sorted[sorted.length - 1] - high > allowed;
    this.least = cutBelow ? low : sorted[0];
    this.most = cutAbove ? high : sorted[sorted.length - 1];
  }

  static ValueScale of(Dependence dependence) {
    double[] sorted = dependence.sample().stream().mapToDouble(Dot::value).sorted().toArray();
    return new ValueScale(dependence.type(), sorted.length == 0 ? new double[] {0} : sorted);
  }

  /** Whether there is room around every value, so that dots of equal values can spread. */
  boolean hasSteps() {
    return switch (type) {
      case REAL -> least == most;
      case INTEGER, FLAG, CATEGORY -> true;
    };
  }

  /** The value, or the end of the scale that it lies beyond. */
  double inside(double value) {
    return Math.clamp(value, least, most);
  }

  /** This share of a step between values; on a scale without steps next to nothing. */
  double reach(double share) {
    return hasSteps() ? share : share * 0.005 * (most - least);
  }

  /** What has to be said when values lie beyond the scale; empty when none do. */
  String remark() {
    if (!cutBelow && !cutAbove) {
      return "";
    }
    String below = cutBelow ? "below " + Digits.value(least) : "";
    String above = cutAbove ? "above " + Digits.value(most) : "";
    String both = below + (cutBelow && cutAbove ? " or " : "") + above;
    return " The few values %s stand at the end of the scale.".formatted(both);
  }

  NumberAxis axis() {
    return switch (type) {
      case FLAG -> steps(-0.5, 1.5, new Words(FLAG_WORDS));
      case CATEGORY -> steps(least - 0.5, most + 0.5, Digits.thousands());
      case INTEGER -> numbers(0.5 + 0.01 * (most - least));
      case REAL -> numbers(most > least ? 0.02 * (most - least) : 0.5);
    };
  }

  private NumberAxis steps(double from, double to, NumberFormat format) {
    NumberAxis axis = Chart.styled(new NumberAxis());
    axis.setRange(from, to);
    axis.setTickUnit(new NumberTickUnit(Math.max(1, Math.ceil((to - from) / 20))));
    axis.setNumberFormatOverride(format);
    return axis;
  }

  private NumberAxis numbers(double room) {
    NumberAxis axis = Chart.numbers(null, least - room, most + room, TICKS);
    double step = axis.getTickUnit().getSize();
    if (type == InputType.INTEGER && step < 1) {
      axis.setTickUnit(new NumberTickUnit(1));
      step = 1;
    }
    int digits = (int) Math.clamp(-Math.floor(Math.log10(step * 1.001)), 0, 6);
    axis.setNumberFormatOverride(Digits.decimals(digits));
    return axis;
  }
}
