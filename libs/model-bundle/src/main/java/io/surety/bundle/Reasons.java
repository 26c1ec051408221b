package io.surety.bundle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells in plain words which inputs pushed the risk of an applicant up most. Any number of threads
 * may share it.
 */
public final class Reasons {

  /** As many as a notice of adverse action is advised to give (Regulation B, comment 9(b)(2)-1). */
  public static final int MOST = 4;

  /** Less is the rounding of a sum over float32 leaves, not a reason. */
  private static final double LEAST_CONTRIBUTION = 1e-6;

  private final List<InputReason> inputs;

  /** Tells of the inputs of this schema. */
  public Reasons(InputSchema schema) {
    this.inputs = schema.inputs().stream().map(InputReason::new).toList();
  }

  /**
   * At most four reasons, the largest contribution first, equal ones in the order of the schema;
   * none when nothing pushed the risk up.
   *
   * @param row that was explained, in the order of the schema, NaN where a value is missing
   */
  public List<Reason> most(double[] row, Explanation explanation) {
    if (row.length != inputs.size() || explanation.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "Reasons are told of %d inputs, but the row has %d and the explanation %d."
              .formatted(inputs.size(), row.length, explanation.size()));
    }
    int[] columns = new int[MOST];
    int count = 0;
    for (int column = 0; column < row.length; column++) {
      double contribution = explanation.contribution(column);
      if (contribution > LEAST_CONTRIBUTION) {
        int place = count;
        while (place > 0 && contribution > explanation.contribution(columns[place - 1])) {
          place--;
        }
        if (place < MOST) {
          count = Math.min(count + 1, MOST);
          System.arraycopy(columns, place, columns, place + 1, count - place - 1);
          columns[place] = column;
        }
      }
    }
    List<Reason> reasons = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      int column = columns[place];
      reasons.add(inputs.get(column).of(row[column], explanation.contribution(column)));
    }
    return List.copyOf(reasons);
  }

  /** What is said of one input. */
  private static final class InputReason {

    private static final double BETWEEN_NO_AND_YES = 0.5;

    private final ModelInput input;
    private final String always;
    private final String low;
    private final String high;
    private final String missing;
    private final double typical;

    InputReason(ModelInput input) {
      this.input = input;
      ReasonTexts texts = input.reasons();
      this.always = orElse(texts == null ? null : texts.text(), input.name().replace('_', ' '));
      this.low = orElse(texts == null ? null : texts.low(), always);
      this.high = orElse(texts == null ? null : texts.high(), always);
      this.missing = orElse(texts == null ? null : texts.missing(), always);
      this.typical = typical(input.type(), texts == null ? null : texts.typical());
    }

    Reason of(double value, double contribution) {
      return new Reason(input.name(), contribution, text(value));
    }

    private String text(double value) {
      if (Double.isNaN(value)) {
        return missing;
      }
      if (input.type() == InputType.CATEGORY) {
        return always + ": " + input.categories().get((int) value);
      }
      if (value < typical) {
        return low;
      }
      return value > typical ? high : always;
    }

    /** NaN, which is neither below nor above anything, where there is none. */
    private static double typical(InputType type, @Nullable Double median) {
      return switch (type) {
        case FLAG -> BETWEEN_NO_AND_YES;
        case INTEGER, REAL -> median == null ? Double.NaN : median;
        case CATEGORY -> Double.NaN;
      };
    }

    private static String orElse(@Nullable String text, String other) {
      return text == null ? other : text;
    }
  }
}
