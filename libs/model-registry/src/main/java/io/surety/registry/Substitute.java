package io.surety.registry;

import java.util.Optional;

/** Who is to answer while a breaker is not closed. */
public sealed interface Substitute {

  /** What is answered where the version that was chosen cannot; empty for what stands, or refer. */
  Optional<PolicyAnswer> otherwise();

  /**
   * Whoever answers already goes on; else the standby begins to: beside a champion the version that
   * answers as champion, or else the one that the alias pointed at before, or before that, whose
   * own breaker is closed. Without any, the policy answers.
   */
  record Standby(Optional<PolicyAnswer> otherwise) implements Substitute {}

  /** An approved version of the same model, by its number, whose own breaker is closed. */
  record Version(int number, Optional<PolicyAnswer> otherwise) implements Substitute {}

  /** No version. */
  record Policy(PolicyAnswer answer) implements Substitute {

    @Override
    public Optional<PolicyAnswer> otherwise() {
      return Optional.of(answer);
    }
  }

  /** The standby, or else a person. */
  static Substitute standby() {
    return new Standby(Optional.empty());
  }
}
