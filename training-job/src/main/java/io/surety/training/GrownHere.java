package io.surety.training;

import io.surety.evaluation.GateResult;
import io.surety.training.TrainingProgress.Step;
import java.util.List;
import java.util.Optional;

/** A forest grown by the spec's learner on the training side alone. */
record GrownHere() implements ForestSource {

  @Override
  public byte[] ubjson(TrainingData data, TrainingProgress progress) {
    progress.began(Step.GROWING);
    return GrownForest.on(data, progress).ubjson();
  }

  @Override
  public int notPaid() {
    return 1;
  }

  @Override
  public List<GateResult> gates() {
    return List.of();
  }

  @Override
  public Optional<Provenance.Imported> imported() {
    return Optional.empty();
  }
}
