package io.surety.registry;

/**
 * Who says they decide, and why. The name is a claim and is recorded as unverified unless it is the
 * database login itself; who decided in truth is that login, written by the database.
 */
public record Signature(String claimedName, String reason, Kind kind) {

  /** Whether a person decided, or a program by a rule that it states as the reason. */
  public enum Kind {
    PERSON,
    AUTOMATIC
  }

  /** Refuses a decision without a name or a reason. */
  public Signature {
    if (claimedName.isBlank()) {
      throw new IllegalArgumentException("A decision has a name under it, but this name is blank.");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "A decision has a reason that others can read later, but this reason is blank.");
    }
  }

  /** Signs as a person. */
  public static Signature of(String claimedName, String reason) {
    return new Signature(claimedName, reason, Kind.PERSON);
  }

  /** Signs as a program that decides by a rule; the reason states the rule. */
  public static Signature automatic(String claimedName, String reason) {
    return new Signature(claimedName, reason, Kind.AUTOMATIC);
  }
}
