package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision about the version of an export, as the registry recorded it in which it was taken.
 *
 * @param registry names that registry
 * @param id the number of the decision there
 * @param kind {@code approved}, {@code rejected}, {@code promoted}, {@code rolled_back} or {@code
 *     withdrawn}
 * @param alias which alias moved; null for an approval or a rejection
 * @param decidedBy the database login there
 * @param claimedBy the name that was claimed
 * @param claimVerified whether that name was the login itself
 * @param automatic whether a program decided
 * @param overrideReason why a failed gate did not stop the approval
 * @param bundleSha256 the bundle that was decided about
 * @param evidenceSha256 the evidence that was decided on
 */
public record ExportedDecision(
    UUID registry,
    long id,
    String kind,
    @JsonSetter(nulls = Nulls.SET) @Nullable String alias,
    String decidedBy,
    String claimedBy,
    boolean claimVerified,
    boolean automatic,
    String reason,
    @JsonSetter(nulls = Nulls.SET) @Nullable String overrideReason,
    Instant decidedAt,
    String bundleSha256,
    String evidenceSha256) {

  private static final Set<String> VERDICTS = Set.of("approved", "rejected");
  private static final Set<String> MOVES = Set.of("promoted", "rolled_back", "withdrawn");

  /** Refuses what no registry would have written. */
  public ExportedDecision {
    if (!VERDICTS.contains(kind) && !MOVES.contains(kind)) {
      throw new IllegalArgumentException("No decision is of the kind '%s'.".formatted(kind));
    }
    if ((alias != null) != MOVES.contains(kind)) {
      throw new IllegalArgumentException(
          "A decision names an alias when it moves one, and else none.");
    }
    ExportManifest.requireText("decided_by", decidedBy);
    ExportManifest.requireText("claimed_by", claimedBy);
    ExportManifest.requireText("reason", reason);
    if (overrideReason != null) {
      ExportManifest.requireText("override_reason", overrideReason);
    }
  }

  /** Whether it says that the version may be served, or never will be. */
  boolean decides() {
    return VERDICTS.contains(kind);
  }

  /** Whether it permits serving the version. */
  public boolean approves() {
    return kind.equals("approved");
  }
}
