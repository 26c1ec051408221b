package io.surety.terminal;

import io.surety.training.ImportedForest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a candidate of a model that was trained elsewhere. */
@Command(
    name = "import",
    description =
        "Calibrates and evaluates a native XGBoost model that was trained elsewhere, such as in"
            + " Python, and registers it as a candidate.",
    footer = {
      "",
      "The model has the inputs of the spec in their order (booster.save_model of XGBoost 1.6 to 3,",
      "objective binary:logistic or multi:softprob of two classes); the spec's learner is not used.",
      "The inputs are numbers: a model that asks for categories is refused.",
      "All its trees are scored: after early stopping save booster[:best_iteration + 1].",
      "Nothing proves that such a model never saw the people it is tested on, so one gate always",
      "fails, the command ends with exit code 3, and approving takes --override with a reason.",
      "",
      "  ./surety import model.ubj --spec models/loan-risk.yaml"
    })
final class ImportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "MODEL", description = "The model's file, .ubj or .json.")
  private Path model = Path.of("");

  @Option(
      names = "--positive-class",
      paramLabel = "CLASS",
      description = "The class, 0 or 1, that means 'not paid'. Default: ${DEFAULT-VALUE}.")
  private int positiveClass = 1;

  @Mixin private CandidateOptions candidate = new CandidateOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ImportedForest forest = ImportedForest.read(IngestCommand.readable(model), positiveClass);
    return candidate.make(
        session,
        (database, spec, terms) -> ModelMaking.take(forest, database, spec, terms, session));
  }
}
