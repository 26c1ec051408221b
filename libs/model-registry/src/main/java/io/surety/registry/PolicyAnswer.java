package io.surety.registry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is decided where no version may answer. Nobody is approved without a model. */
public enum PolicyAnswer {
  /** A person looks at it. */
  REFER,
  /** It is declined. */
  DECLINE;

  static PolicyAnswer require(String written) {
    return valueOf(written.toUpperCase(Locale.ROOT));
  }

  static @Nullable PolicyAnswer of(@Nullable String written) {
    return written == null ? null : require(written);
  }

  /** {@code refer} or {@code decline}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
