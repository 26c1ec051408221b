package io.surety.terminal;

import io.surety.registry.Signature;
import java.util.Optional;

/**
 * An approval that somebody gives before the candidate is there.
 *
 * @param override whether it holds although a gate was not passed
 */
public record Approval(String name, String reason, boolean override) {

  /** The approval as the registry records it. */
  public Signature signature() {
    return Signature.of(name, reason);
  }

  /** Why a failed gate shall not stop it. */
  public Optional<String> overrideReason() {
    return override ? Optional.of(reason) : Optional.empty();
  }
}
