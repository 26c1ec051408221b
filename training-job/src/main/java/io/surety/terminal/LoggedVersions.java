package io.surety.terminal;

import io.surety.bundle.ModelBundle;
import io.surety.predictionlog.Rescoring;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The versions that answered, from the registry, their hashes verified; a few stay loaded. */
final class LoggedVersions {

  private static final int KEPT = 8;

  private final Models models;
  private final Map<ModelVersion, Optional<Rescoring>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true);

  LoggedVersions(Models models) {
    this.models = models;
  }

  /** Scores with this version; empty when the registry does not have it. */
  Optional<Rescoring> find(ModelVersion version) {
    Optional<Rescoring> known = kept.get(version);
    if (known == null) {
      known =
          models
              .find(version)
              .map(found -> new Rescoring(ModelBundle.read(models.bundle(found.version()))));
      kept.put(version, known);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return known;
  }
}
