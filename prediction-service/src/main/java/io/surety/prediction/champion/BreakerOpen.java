package io.surety.prediction.champion;

/** A breaker took the model out of service, and no other version answers instead. */
public final class BreakerOpen extends RuntimeException {

  /** Says what the policy says of it. */
  BreakerOpen(Capacity.Policy policy) {
    super(
        policy.detail() + " POST /score answers so; here there is no room for it.",
        null,
        false,
        false);
  }
}
