package io.surety.report;

import java.io.Serial;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels the ticks 0, 1 and so on of an axis with words, and every other tick with nothing. */
final class Words extends NumberFormat {

  @Serial private static final long serialVersionUID = 1L;

  private final List<String> words;

  Words(List<String> words) {
    this.words = words;
  }

  @Override
  public StringBuffer format(double number, StringBuffer into, FieldPosition position) {
    int place = (int) number;
    return place == number && place >= 0 && place < words.size()
        ? into.append(words.get(place))
        : into;
  }

  @Override
  public StringBuffer format(long number, StringBuffer into, FieldPosition position) {
    return format((double) number, into, position);
  }

  @Override
  public @Nullable Number parse(String text, ParsePosition position) {
    return null;
  }
}
