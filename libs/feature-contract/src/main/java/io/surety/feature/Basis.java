package io.surety.feature;

/** Which application the features describe. The wire name is the lower-case name. */
public enum Basis {
  /**
   * The user's latest loan not after the as-of date: loans strictly before that loan's date count.
   */
  LATEST_LOAN,
  /** An application made on the as-of date: every loan strictly before the as-of date counts. */
  NEXT_LOAN;

  /** Returns the name used in JSON, in query strings and on the command line. */
  public String wireName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Finds the basis with this wire name, or throws in a sentence that lists the names there are.
   */
  public static Basis ofWireName(String wireName) {
    for (Basis basis : values()) {
      if (basis.wireName().equals(wireName)) {
        return basis;
      }
    }
    throw new IllegalArgumentException(
        "The basis is latest_loan or next_loan, but this one is '" + wireName + "'.");
  }
}
