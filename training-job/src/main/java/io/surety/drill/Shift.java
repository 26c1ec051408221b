package io.surety.drill;

import io.surety.feature.Feature;
import io.surety.simulation.Leaning;
import io.surety.simulation.Trait;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * How an input of a model is to shift.
 *
 * @param by how many standard deviations of what the model was tried on, up or down
 */
public record Shift(Feature input, double by) {

  /** Further than this nobody is simulated. */
  private static final double FURTHEST = 3;

  /** Refuses a shift that is none, or that is beyond all people. */
  public Shift {
    if (!(Math.abs(by) > 0 && Math.abs(by) <= FURTHEST)) {
      throw new IllegalArgumentException(
          "A shift is up to %.0f standard deviations up or down and not 0, such as %s=1, but this one is %s."
              .formatted(FURTHEST, input.featureName(), by));
    }
  }

  /** Reads a shift such as {@code age=-0.5}. */
  public static Shift parse(String text) {
    int equals = text.indexOf('=');
    Feature input =
        Feature.named(equals < 0 ? text : text.substring(0, equals))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'%s' begins with no input that can shift; these can: %s."
                        .formatted(text, String.join(", ", names()))));
    try {
      return new Shift(input, equals < 0 ? 1 : Double.parseDouble(text.substring(equals + 1)));
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "'%s' is no shift; it looks like %s=1, in standard deviations."
              .formatted(text, input.featureName()),
          noNumber);
    }
  }

  private static List<String> names() {
    return Stream.of(Feature.values()).map(Feature::featureName).toList();
  }

  /** The same, the other way. */
  public Shift opposite() {
    return new Shift(input, -by);
  }

  /** What it asks of people who come after others. */
  public Leaning after(Applicants before) {
    Applicants.Spread spread = before.spread(input);
    return new Leaning(trait(input), spread.mean(), spread.deviation(), by);
  }

  private static Trait trait(Feature input) {
    return switch (input) {
      case NB_PREVIOUS_LOANS -> Trait.LOANS_BEFORE;
      case AVG_AMOUNT_LOANS_PREVIOUS -> Trait.AMOUNT;
      case AGE -> Trait.AGE;
      case YEARS_ON_THE_JOB -> Trait.YEARS_ON_THE_JOB;
      case FLAG_OWN_CAR -> Trait.CAR;
    };
  }

  /** Such as {@code avg_amount_loans_previous by +1 sd}. */
  @Override
  public String toString() {
    String plain = new BigDecimal(Double.toString(by)).stripTrailingZeros().toPlainString();
    return "%s by %s%s sd".formatted(input.featureName(), by > 0 ? "+" : "", plain);
  }
}
