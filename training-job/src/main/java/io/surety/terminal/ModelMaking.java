package io.surety.terminal;

import io.surety.bundle.ModelBundle;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.spec.ModelSpec;
import io.surety.training.Champion;
import io.surety.training.ImportedForest;
import io.surety.training.TrainedModel;
import io.surety.training.Training;
import io.surety.training.TrainingProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes a model, registers it as a candidate with its evidence, and writes its report. */
public final class ModelMaking {

  private ModelMaking() {}

  /** A registered candidate and where its report is. */
  public record Made(ModelVersion version, TrainedModel model, Path report) {}

  /**
   * How a candidate is made beside its spec.
   *
   * @param knownAt the moment whose knowledge counts; now when empty
   * @param report where the report goes; the usual place when empty
   * @param proposedAs the name that the proposer claims
   */
  public record Terms(Optional<Instant> knownAt, Optional<Path> report, String proposedAs) {}

  /** Trains and registers. */
  public static Made train(OpenDatabase database, ModelSpec spec, Terms terms, Session session) {
    return record(
        "train",
        database,
        spec,
        terms,
        session,
        () -> {
          try (Activity step = session.console().step("Training")) {
            return register(
                database,
                terms,
                step,
                champion ->
                    Training.run(
                        database.as(Purpose.TRAINING),
                        spec,
                        terms.knownAt(),
                        champion,
                        new Shown(step)),
                spec);
          }
        });
  }

  /** Evaluates a forest that was trained elsewhere, and registers it. */
  static Made take(
      ImportedForest forest, OpenDatabase database, ModelSpec spec, Terms terms, Session session) {
    return record(
        "import",
        database,
        spec,
        terms,
        session,
        () -> {
          try (Activity step = session.console().step("Import")) {
            return register(
                database,
                terms,
                step,
                champion ->
                    Training.take(
                        forest,
                        database.as(Purpose.TRAINING),
                        spec,
                        terms.knownAt(),
                        champion,
                        new Shown(step)),
                spec);
          }
        });
  }

  private static Made record(
      String kind,
      OpenDatabase database,
      ModelSpec spec,
      Terms terms,
      Session session,
      Supplier<Made> making) {
    Recorder recorder = Recorder.of(database, session);
    return recorder.record(
        recorder
            .plan(kind, spec.name())
            .withParameters(ModelFigures.parameters(spec, terms.knownAt())),
        run -> {
          Made made = making.get();
          ModelFigures.note(run, made.model());
          return Recorder.Outcome.done(
              made,
              "%s is registered as a candidate; %s."
                  .formatted(
                      made.version(),
                      made.model().gatesPassed()
                          ? "every gate was passed"
                          : "a gate was not passed"));
        });
  }

  private static Made register(
      OpenDatabase database,
      Terms terms,
      Activity step,
      Function<Optional<Champion>, TrainedModel> making,
      ModelSpec spec) {
    Models models = new PostgresModels(database.as(Purpose.TRAINING));
    TrainedModel model = making.apply(champion(models, spec.name()));
    step.at("registering the candidate");
    ModelVersion version = models.register(model.candidate(terms.proposedAs()));
    Path file = terms.report().orElseGet(() -> usualReport(database, version));
    OutputFile.of(file, "--report")
        .write(out -> {
          out.write(model.reportHtml().getBytes(StandardCharsets.UTF_8));
          return file;
        });
    step.done(version + " registered as a candidate" + auc(model));
    return new Made(version, model, file);
  }

  /** Where the report of a version goes when nobody names a file. */
  public static Path usualReport(OpenDatabase database, ModelVersion version) {
    return database.reports().resolve(version.name() + "-" + version.number() + ".html");
  }

  private static Optional<Champion> champion(Models models, String name) {
    return models.all().stream()
        .filter(model -> model.version().name().equals(name))
        .filter(model -> model.aliases().contains(Alias.CHAMPION))
        .findFirst()
        .map(RegisteredModel::version)
        .map(version -> new Champion(version.toString(), ModelBundle.read(models.bundle(version))));
  }

  private static String auc(TrainedModel model) {
    return Figures.estimate(model.evaluation().model().auc())
        .map(text -> ", AUC " + text)
        .orElse("");
  }

  private record Shown(Activity step) implements TrainingProgress {

    @Override
    public void began(TrainingProgress.Step training) {
      step.at(training.words());
    }

    @Override
    public void moved(TrainingProgress.Step training, long done, long of) {
      String reached = Console.count(done) + (of > 0 ? " of " + Console.count(of) : "");
      step.at(training.words() + ": " + reached);
    }
  }
}
