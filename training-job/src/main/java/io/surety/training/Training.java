package io.surety.training;

import io.surety.spec.ModelSpec;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Makes a candidate of a model from the loans and features that are known. */
public final class Training {

  private Training() {}

  /**
   * Trains, calibrates and evaluates a model; nothing is written to the database. The same spec,
   * data and champion make the same bundle, byte for byte.
   *
   * @param knownAt the moment whose knowledge counts; now when empty
   * @param champion the model that serves today, compared on the same loans
   * @throws TrainingRefused when the data cannot train such a model
   */
  public static TrainedModel run(
      DataSource database,
      ModelSpec spec,
      Optional<Instant> knownAt,
      Optional<Champion> champion,
      TrainingProgress progress) {
    TrainingData data = TrainingData.read(database, spec, knownAt, progress);
    return new TrainingRun(data, new GrownHere(), champion, progress).run();
  }

  /**
   * As {@link #run}, with a forest that was trained elsewhere in place of one that is grown: it is
   * calibrated and evaluated here, on the same people as any other candidate of the spec.
   *
   * @throws TrainingRefused also when the forest has other inputs than the spec
   */
  public static TrainedModel take(
      ImportedForest forest,
      DataSource database,
      ModelSpec spec,
      Optional<Instant> knownAt,
      Optional<Champion> champion,
      TrainingProgress progress) {
    ForestSource source = new GrownElsewhere(forest, spec);
    TrainingData data = TrainingData.read(database, spec, knownAt, progress);
    return new TrainingRun(data, source, champion, progress).run();
  }
}
