package io.surety.standalone;

import io.surety.registry.Signature;
import java.util.Optional;

/** An approval that somebody gives before the candidate is there. */
record Approval(String name, String reason, boolean override) {

  Signature signature() {
    return Signature.of(name, reason);
  }

  /** Why a failed gate shall not stop it. */
  Optional<String> overrideReason() {
    return override ? Optional.of(reason) : Optional.empty();
  }
}
