package io.surety.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a candidate. */
@Command(
    name = "train",
    description = "Trains and evaluates a model, and registers it as a candidate.",
    footer = {
      "",
      "A candidate that fails a gate is registered all the same, with its evidence; the command then",
      "ends with exit code 3.",
      "",
      "  ./surety train --set learner.trees=200 --set learner.depth=4"
    })
final class TrainCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private CandidateOptions candidate = new CandidateOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return candidate.make(
        session, (database, spec, terms) -> ModelMaking.train(database, spec, terms, session));
  }
}
