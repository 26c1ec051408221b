package io.surety.prediction.tallies;

import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.TallyRow;
import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tallies of all versions in all roles. One that was asked for is kept: there are few, and what
 * is being counted must not be lost with it.
 */
public final class Tallies {

  private final Map<AnswerRole, Map<ModelVersion, Tally>> ofRole = new EnumMap<>(AnswerRole.class);

  /** Nothing is counted yet. */
  public Tallies() {
    for (AnswerRole role : AnswerRole.values()) {
      ofRole.put(role, new ConcurrentHashMap<>());
    }
  }

  /** The tally of a model in the capacity in which it answers. */
  public Tally of(LoadedModel model) {
    return of(model.version(), model.capacity().loggedAs());
  }

  /** The tally of a version in a role. */
  public Tally of(ModelVersion version, AnswerRole role) {
    Map<ModelVersion, Tally> versions = Objects.requireNonNull(ofRole.get(role));
    Tally known = versions.get(version);
    return known != null
        ? known
        : versions.computeIfAbsent(version, other -> new Tally(other, role));
  }

  /** What was counted since it was asked last. */
  List<TallyRow> drain(Instant from, UUID instance) {
    List<TallyRow> rows = new ArrayList<>();
    for (Map<ModelVersion, Tally> versions : ofRole.values()) {
      versions.values().forEach(tally -> tally.drain(from, instance, rows::add));
    }
    return rows;
  }
}
