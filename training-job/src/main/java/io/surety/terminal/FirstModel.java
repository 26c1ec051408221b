package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.DecisionRefused;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import io.surety.registry.Stage;
import io.surety.spec.ModelSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that there is a model: trains one where there is none, and decides about it as far as
 * a program may. Each part is recorded by itself, so after a crash the next start goes on from
 * there.
 *
 * @param proposer the name that a candidate is proposed under
 * @param approval an approval that somebody gave beforehand
 * @param databaseOption for lines that somebody may copy, with a blank before it, or nothing
 */
public record FirstModel(
    OpenDatabase database,
    ModelSpec spec,
    String proposer,
    Optional<Approval> approval,
    String databaseOption,
    Session session) {

  private static final Signature AUTOMATIC =
      Signature.automatic(
          "rule for the very first model",
          "The very first model, trained on simulated loans, passed every gate: approved"
              + " automatically for a demonstration.");

  /** What the model's standing is in the end. */
  public sealed interface Standing {

    /** This version answers. */
    record Served(RegisteredModel model) implements Standing {}

    /** Somebody has to decide about this version first. */
    record Waiting(RegisteredModel model) implements Standing {}

    /** There is no version that anybody could decide about. */
    record Nothing() implements Standing {}
  }

  /** Trains and decides as far as that is still to be done. */
  public Standing see(KnownLoans loans) {
    if (versions().isEmpty()) {
      ModelMaking.train(
          database,
          spec,
          new ModelMaking.Terms(Optional.empty(), Optional.empty(), proposer),
          session);
    }
    Optional<RegisteredModel> champion = champion();
    if (champion.isPresent()) {
      approval.ifPresent(given -> replace(champion.get(), given));
      return new Standing.Served(champion().orElse(champion.get()));
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

  private Console console() {
    return session.console();
  }

  private void decide(RegisteredModel model, KnownLoans loans) {
    if (approval.isPresent()) {
      Approval given = approval.get();
      decide(model, given);
    } else if (loans.onlySimulated() && versions().size() == 1 && model.gatesPassed()) {
      decide(model, AUTOMATIC, Optional.empty(), "automatically");
    }
  }

  private void decide(RegisteredModel model, Approval given) {
    decide(model, given.signature(), given.overrideReason(), "as " + given.name());
  }

  /** Approves what waits to follow the champion, when it is clear what that is. */
  private void replace(RegisteredModel champion, Approval given) {
    List<RegisteredModel> waiting =
        versions().stream()
            .filter(model -> model.stage() == Stage.CANDIDATE)
            .filter(model -> model.version().number() > champion.version().number())
            .toList();
    if (waiting.size() == 1) {
      decide(waiting.getFirst(), given);
      return;
    }
    String which = waiting.isEmpty() ? "VERSION" : waiting.getLast().version().toString();
    try (Activity step = console().step("Approval")) {
      step.warn("nothing was approved as " + given.name());
      console()
          .sayIndented(
              4,
              waiting.isEmpty()
                  ? "%s is the champion already, and no newer candidate waits; once there is one, type:"
                      .formatted(champion.version())
                  : "%s is the champion already, and %d newer candidates wait; for one of them, type:"
                      .formatted(champion.version(), waiting.size()));
      ServingLines.say(console(), which, false, databaseOption);
    }
  }

  private void decide(
      RegisteredModel model, Signature by, Optional<String> override, String words) {
    Models deciding = new PostgresModels(database.as(Purpose.DECIDING));
    ModelVersion version = model.version();
    try (Activity step = console().step("Approval")) {
      try {
        if (model.stage() == Stage.CANDIDATE) {
          deciding.approve(version, by, override);
        }
        deciding.promote(version, Alias.CHAMPION, by);
        if (model.gatesPassed()) {
          step.done(version + " approved and promoted " + words);
        } else {
          step.warn(
              "%s approved and promoted %s, overriding what it failed:".formatted(version, words));
          GateLines.sayFailed(console(), model);
        }
      } catch (DecisionRefused refused) {
        step.warn(version + " was not approved");
        console().sayIndented(4, String.valueOf(refused.getMessage()));
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
