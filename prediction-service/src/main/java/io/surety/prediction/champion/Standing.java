package io.surety.prediction.champion;

import io.surety.registry.ServedModels.Served;

/** How it stands with the champion of this service. */
sealed interface Standing {

  /** The registry has not been reached since the service started. */
  record Unasked() implements Standing {}

  /** The registry has no champion. */
  record Vacant() implements Standing {}

  /** The champion is loaded and verified. */
  record Serving(LoadedModel model) implements Standing {}

  /** The registry has a newer champion that cannot be served; the one before it goes on. */
  record Lagging(LoadedModel model, Refused newer) implements Standing {}

  /** The champion cannot be served, and no other was loaded before it. */
  record Unusable(Refused champion) implements Standing {}

  /** A version that the registry names champion and this service refuses, with the reason. */
  record Refused(Served served, String reason) {}
}
