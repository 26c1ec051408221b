package io.surety.spec;

import io.surety.bundle.ReasonTexts;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an input is told to people when it pushed the risk up. In a spec also one text alone, which
 * then fits any value.
 *
 * @param text fits any value; absent for the input's name
 * @param low said of values below the median of the loans trained on; of a flag's 0
 * @param high said of values above that median; of a flag's 1
 * @param missing said where the value is missing
 */
public record ReasonWords(
    Optional<String> text, Optional<String> low, Optional<String> high, Optional<String> missing) {

  /** Refuses words that say nothing, and those that a bundle would refuse. */
  public ReasonWords {
    if (Stream.of(text, low, high, missing).allMatch(Optional::isEmpty)) {
      throw new IllegalArgumentException(
          "A reason has at least one of text, low, high, missing, or is one text.");
    }
    texts(text, low, high, missing);
  }

  /** As a bundle carries them; the median is not known before training. */
  ReasonTexts toTexts() {
    return texts(text, low, high, missing);
  }

  private static ReasonTexts texts(
      Optional<String> text,
      Optional<String> low,
      Optional<String> high,
      Optional<String> missing) {
    return new ReasonTexts(
        text.orElse(null), low.orElse(null), high.orElse(null), missing.orElse(null), null);
  }
}
