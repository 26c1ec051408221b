package io.surety.prediction.champion;

import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels;
import io.surety.registry.Stage;
import java.util.List;
import java.util.Optional;

/** A registry that knows one version: that of the file that is served. */
record ServedFile(LoadedModel model) implements ServedModels {

  @Override
  public Optional<Served> find(String modelName, Alias alias) {
    return modelName.equals(model.version().name())
        ? Optional.of(model.served())
        : Optional.empty();
  }

  @Override
  public Optional<Answering> answering(String modelName, Alias alias) {
    return find(modelName, alias)
        .map(served ->
            new Answering(
                served, BreakerState.CLOSED, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Override
  public Optional<Staged> find(ModelVersion version) {
    return version.equals(model.version())
        ? Optional.of(
            new Staged(model.served(), model.approved() ? Stage.APPROVED : Stage.CANDIDATE))
        : Optional.empty();
  }

  @Override
  public List<ModelVersion> approved(String modelName) {
    return modelName.equals(model.version().name()) ? List.of(model.version()) : List.of();
  }

  @Override
  public byte[] bundle(String sha256) {
    throw new UnsupportedOperationException("The only model of this service is loaded already.");
  }
}
