package io.surety.prediction.scoring;

/** The only thing that was asked for cannot be scored. */
final class UserRefused extends RuntimeException {

  private final transient Scored.Refused refused;

  UserRefused(Scored.Refused refused) {
    super(refused.detail(), null, false, false);
    this.refused = refused;
  }

  Scored.Refused refused() {
    return refused;
  }
}
