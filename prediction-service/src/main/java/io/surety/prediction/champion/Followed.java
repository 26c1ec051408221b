package io.surety.prediction.champion;

import io.surety.bundle.UnreadableBundle;
import io.surety.registry.DamagedBundle;
import io.surety.registry.ModelNotFound;
import io.surety.registry.ServedModels;
import io.surety.registry.ServedModels.Served;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The few versions that an alias may need in a moment, each loaded and verified once, or refused
 * once. Not for several threads at once.
 */
final class Followed {

  /** A version that was loaded, or that cannot be. */
  sealed interface Loaded {

    /** It can answer. */
    record Usable(LoadedModel model) implements Loaded {}

    /** It cannot. */
    record Refused(Standing.Refused why) implements Loaded {}
  }

  private final ServedModels registry;
  private final ChampionMetrics metrics;
  private final Map<Served, Loaded> versions = new HashMap<>();

  Followed(ServedModels registry, ChampionMetrics metrics) {
    this.registry = registry;
    this.metrics = metrics;
  }

  /** A version, loaded now unless it was before. */
  Loaded load(Served served) {
    Loaded known = versions.get(served);
    if (known == null) {
      known = read(served);
      versions.put(served, known);
    }
    return known;
  }

  /** A version, if it is loaded already. */
  Optional<LoadedModel> find(Served served) {
    return versions.get(served) instanceof Loaded.Usable(LoadedModel model)
        ? Optional.of(model)
        : Optional.empty();
  }

  /** Lets go of all others. */
  void keepOnly(Set<Served> needed) {
    versions.keySet().retainAll(needed);
  }

  private Loaded read(Served served) {
    try {
      return new Loaded.Usable(LoadedModel.verified(served, registry.bundle(served.sha256())));
    } catch (UnreadableBundle | DamagedBundle | ModelNotFound refused) {
      metrics.countRefusal();
      return new Loaded.Refused(
          new Standing.Refused(served, String.valueOf(refused.getLocalizedMessage())));
    }
  }
}
