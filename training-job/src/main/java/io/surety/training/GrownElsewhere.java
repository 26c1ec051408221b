package io.surety.training;

import io.surety.evaluation.GateResult;
import io.surety.evaluation.UnseenPeopleGate;
import io.surety.spec.ModelSpec;
import java.util.List;
import java.util.Optional;

/** A forest that was trained elsewhere, on loans that nobody here can name. */
final class GrownElsewhere implements ForestSource {

  private final Provenance.Imported origin;
  private final byte[] ubjson;

  GrownElsewhere(ImportedForest forest, ModelSpec spec) {
    this.origin = forest.origin();
    this.ubjson = forest.ubjsonFor(spec);
  }

  @Override
  public byte[] ubjson(TrainingData data, TrainingProgress progress) {
    return ubjson;
  }

  @Override
  public int notPaid() {
    return origin.positiveClass();
  }

  @Override
  public List<GateResult> gates() {
    return List.of(UnseenPeopleGate.ofImported(origin.file()));
  }

  @Override
  public Optional<Provenance.Imported> imported() {
    return Optional.of(origin);
  }
}
