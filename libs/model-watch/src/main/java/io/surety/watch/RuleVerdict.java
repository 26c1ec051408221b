package io.surety.watch;

import java.util.Locale;

/** What a look says of a rule; in the database and on wires in lower case. */
public enum RuleVerdict {
  /** The figure is on the right side of its cut, or chance explains that it is not. */
  HELD,
  /** The figure is on the wrong side of its cut, and chance does not explain it. */
  BROKEN,
  /** There is too little to say either. */
  TOO_FEW;

  /** Such as {@code too_few}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
