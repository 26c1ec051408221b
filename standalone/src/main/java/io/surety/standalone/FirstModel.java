package io.surety.standalone;

import io.surety.registry.Alias;
import io.surety.registry.DecisionRefused;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import io.surety.registry.Stage;
import io.surety.spec.ModelSpec;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.ModelMaking;
import io.surety.terminal.OpenDatabase;
import io.surety.terminal.Purpose;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that there is a model: trains one where there is none, and decides about it as far as
 * a program may. Each part is recorded by itself, so after a crash the next start goes on from
 * there.
 */
record FirstModel(
    OpenDatabase database, ModelSpec spec, Optional<Approval> approval, Console console) {

  private static final String PROPOSER = "surety up";
  private static final Signature AUTOMATIC =
      Signature.automatic(
          "rule for the very first model",
          "The very first model, trained on simulated loans, passed every gate: approved"
              + " automatically for a demonstration.");

  /** What the model's standing is in the end. */
  sealed interface Standing {

    /** This version answers. */
    record Served(RegisteredModel model) implements Standing {}

    /** Somebody has to decide about this version first. */
    record Waiting(RegisteredModel model) implements Standing {}

    /** There is no version that anybody could decide about. */
    record Nothing() implements Standing {}
  }

  Standing see(KnownLoans loans) {
    if (versions().isEmpty()) {
      ModelMaking.run(database, spec, Optional.empty(), Optional.empty(), PROPOSER, console);
    }
    Optional<RegisteredModel> champion = champion();
    if (champion.isPresent()) {
      return new Standing.Served(champion.get());
    }
    Optional<RegisteredModel> newest =
        versions().stream()
            .filter(model -> model.stage() != Stage.REJECTED)
            .max(Comparator.comparingInt(model -> model.version().number()));
    if (newest.isEmpty()) {
      return new Standing.Nothing();
    }
    decide(newest.get(), loans);
    return champion()
        .<Standing>map(Standing.Served::new)
        .orElseGet(() -> new Standing.Waiting(newest.get()));
  }

  private void decide(RegisteredModel model, KnownLoans loans) {
    if (approval.isPresent()) {
      Approval given = approval.get();
      decide(model, given.signature(), given.overrideReason(), "as " + given.name());
    } else if (loans.onlySimulated() && versions().size() == 1 && model.gatesPassed()) {
      decide(model, AUTOMATIC, Optional.empty(), "automatically");
    }
  }

  private void decide(
      RegisteredModel model, Signature by, Optional<String> override, String words) {
    Models deciding = new PostgresModels(database.as(Purpose.DECIDING));
    ModelVersion version = model.version();
    try (Activity step = console.step("Approval")) {
      try {
        if (model.stage() == Stage.CANDIDATE) {
          deciding.approve(version, by, override);
        }
        deciding.promote(version, Alias.CHAMPION, by);
        step.done(version + " approved and promoted " + words);
      } catch (DecisionRefused refused) {
        step.warn(version + " was not approved");
        console.sayIndented(4, String.valueOf(refused.getMessage()));
      }
    }
  }

  private List<RegisteredModel> versions() {
    return new PostgresModels(database.as(Purpose.TRAINING))
        .all().stream().filter(model -> model.version().name().equals(spec.name())).toList();
  }

  private Optional<RegisteredModel> champion() {
    return versions().stream()
        .filter(model -> model.aliases().contains(Alias.CHAMPION))
        .findFirst();
  }
}
