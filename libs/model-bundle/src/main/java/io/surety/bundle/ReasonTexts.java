package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an input is told to people when it pushed the risk up. A text is said only of values that it
 * is true of; where no other fits, {@code text} is said.
 *
 * @param text fits any value, such as "number of previous loans"; null for the input's name
 * @param low said of values below {@code typical}; of a flag's 0
 * @param high said of values above {@code typical}; of a flag's 1
 * @param missing said where the value is missing
 * @param typical the median of the loans trained on, null when it is not known; a flag and a
 *     category have none
 */
public record ReasonTexts(
    @JsonSetter(nulls = Nulls.SET) @Nullable String text,
    @JsonSetter(nulls = Nulls.SET) @Nullable String low,
    @JsonSetter(nulls = Nulls.SET) @Nullable String high,
    @JsonSetter(nulls = Nulls.SET) @Nullable String missing,
    @JsonSetter(nulls = Nulls.SET) @Nullable Double typical) {

  private static final int LONGEST = 200;

  /** Refuses texts that are none, too long or of several lines, and a median that is no number. */
  public ReasonTexts {
    Stream.of(text, low, high, missing).forEach(ReasonTexts::requireLine);
    if (typical != null && !Double.isFinite(typical)) {
      throw new IllegalArgumentException(
          "The typical value of an input is a finite number, but is %s.".formatted(typical));
    }
  }

  /** The same texts with another median. */
  ReasonTexts withTypical(@Nullable Double median) {
    return new ReasonTexts(text, low, high, missing, median);
  }

  private static void requireLine(@Nullable String text) {
    if (text == null) {
      return;
    }
    if (text.isBlank()
        || text.length() > LONGEST
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The text of a reason is one line of up to %d characters, but one is '%s'."
              .formatted(LONGEST, text.substring(0, Math.min(text.length(), LONGEST)).strip()));
    }
  }
}
