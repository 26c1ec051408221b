package io.surety.bundle;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A person's name without what may differ in writing it: case, blanks, and the many forms of a
 * letter. The registry's database compares names in the same way.
 */
public final class PlainName {

  private PlainName() {}

  /** The name as all ways of writing it have it. */
  public static String of(String written) {
    return Normalizer.normalize(written, Normalizer.Form.NFKC)
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
