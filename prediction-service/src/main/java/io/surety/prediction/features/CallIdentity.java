package io.surety.prediction.features;

import org.jspecify.annotations.Nullable;

/** As whom the feature service is called for the request that the thread answers. */
@FunctionalInterface
interface CallIdentity {

  /**
   * The token to send, or null for none.
   *
   * @throws FeaturesForbidden when the caller's token is good for none
   * @throws FeaturesUnavailable when there is no telling now
   */
  @Nullable String token();
}
