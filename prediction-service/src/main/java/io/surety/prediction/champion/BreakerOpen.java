package io.surety.prediction.champion;

import io.surety.registry.ModelVersion;

/** A breaker took the model out of service, and no other version answers instead. */
public final class BreakerOpen extends RuntimeException {

  private final transient ModelVersion version;

  /** Says what the policy says of it. */
  BreakerOpen(ModelVersion version, Capacity.Policy policy) {
    super(
        policy.detail() + " POST /score answers so; here there is no room for it.",
        null,
        false,
        false);
    this.version = version;
  }

  /** The version in whose place the policy would answer. */
  public ModelVersion version() {
    return version;
  }
}
