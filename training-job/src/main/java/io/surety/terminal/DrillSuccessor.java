package io.surety.terminal;

import io.surety.drill.Happening;
import io.surety.drill.Milestone;
import io.surety.drill.Timeline;
import io.surety.evaluation.GateResult;
import io.surety.registry.Alias;
import io.surety.registry.Breaker;
import io.surety.registry.DecisionKind;
import io.surety.registry.DecisionRecord;
import io.surety.registry.GatesNotPassed;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import io.surety.spec.ModelSpec;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The version that is to follow in a drill: trained by it, approved by a person.
 *
 * @param approval given beforehand; when empty, a person's decisions are waited for
 * @param databaseOption for lines that somebody may copy, with a blank before it, or nothing
 */
record DrillSuccessor(
    OpenDatabase database,
    Session session,
    ModelSpec spec,
    Optional<Approval> approval,
    String databaseOption) {

  private static final String PROPOSER = "surety drill";

  /**
   * Trains and serves another version of the same loans, so that the present champion is there to
   * fall back to.
   */
  void precede(ModelVersion before, Timeline timeline, Clock clock) {
    ModelVersion second = train(otherSeed()).version();
    if (!decided(second)) {
      throw new CommandFailed(
          "%s is to be the second version and did not pass its gates; --override approves it all the same."
              .formatted(second));
    }
    timeline.add(
        Happening.of(
            Milestone.SECOND_VERSION,
            clock.instant(),
            "%s is trained on the same loans, approved and promoted, so that %s is there to fall back to."
                .formatted(second, before)));
  }

  /** A seed that no version of the same loans was grown with. */
  private ModelSpec otherSeed() {
    int versions = new PostgresModels(database.as(Purpose.TRAINING)).all().size();
    return spec.withSeed(spec.learner().seed() + versions);
  }

  private ModelMaking.Made train(ModelSpec meant) {
    return ModelMaking.train(
        database,
        meant,
        new ModelMaking.Terms(Optional.empty(), Optional.empty(), PROPOSER),
        session);
  }

  /** Trains on what is known now, and registers a candidate. */
  ModelVersion make(Timeline timeline, Clock clock) {
    ModelMaking.Made made = train(spec);
    String gates =
        made.model().gatesPassed()
            ? "every gate was passed"
            : "these gates were not passed: "
                + made.model().gates().stream()
                    .filter(gate -> !gate.passed())
                    .map(GateResult::sentence)
                    .collect(Collectors.joining(" "));
    timeline.add(
        Happening.of(
                Milestone.CANDIDATE_TRAINED,
                clock.instant(),
                "%s, tried on the loans from %s on; %s."
                    .formatted(
                        made.version(),
                        made.model().provenance().split().testFrom(),
                        gates.endsWith(".") ? gates.substring(0, gates.length() - 1) : gates))
            .with("loans", (double) made.model().provenance().data().loans()));
    return made.version();
  }

  /** Has it approved and promoted by a person, and says how its breaker stands then. */
  Breaker serve(ModelVersion version, DrillWaits waits, Timeline timeline, Clock clock) {
    Models models = new PostgresModels(database.as(Purpose.TRAINING));
    if (!decided(version)) {
      wait(models.find(version).orElseThrow(), timeline, clock);
    }
    DecisionRecord approved =
        waits.until(
            new DrillWaits.For(
                "a person to approve " + version, () -> "It waits still: " + lines(version, false)),
            () -> approved(models, version));
    timeline.add(
        Happening.of(
                Milestone.APPROVED,
                approved.decidedAt(),
                "by %s. %s".formatted(approved.claimedBy(), approved.reason()))
            .by(approved.id()));
    PostgresBreakers breakers = new PostgresBreakers(database.as(Purpose.TRAINING));
    return waits.until(
        new DrillWaits.For(
            "a person to promote " + version, () -> "It waits still: " + lines(version, false)),
        () -> Optional.of(breakers.find(version, Alias.CHAMPION)).filter(Breaker::served));
  }

  /** Decides in the name of whoever said so beforehand; false when a person has to. */
  private boolean decided(ModelVersion version) {
    if (approval.isEmpty()) {
      return false;
    }
    Approval given = approval.get();
    Models deciding = new PostgresModels(database.as(Purpose.DECIDING));
    try {
      deciding.approve(version, given.signature(), given.overrideReason());
    } catch (GatesNotPassed failed) {
      return false;
    }
    deciding.promote(version, Alias.CHAMPION, given.signature());
    return true;
  }

  private void wait(RegisteredModel model, Timeline timeline, Clock clock) {
    timeline.add(
        Happening.of(
            Milestone.WAITING,
            clock.instant(),
            "for a person to approve and promote %s: %s"
                .formatted(model.version(), lines(model.version(), !model.gatesPassed()))));
  }

  private String lines(ModelVersion version, boolean override) {
    return "./surety approve %s --by NAME --reason TEXT%s%s; ./surety promote %s --to champion --by NAME --reason TEXT%s"
        .formatted(version, override ? " --override" : "", databaseOption, version, databaseOption);
  }

  private static Optional<DecisionRecord> approved(Models models, ModelVersion version) {
    Stage stage = models.find(version).map(RegisteredModel::stage).orElseThrow();
    if (stage == Stage.REJECTED) {
      throw new CommandFailed(
          "%s was rejected, so the drill ends here; train and promote another version, or close the breaker."
              .formatted(version));
    }
    return models.decisions(version).stream()
        .filter(each -> each.kind() == DecisionKind.APPROVED)
        .max(Comparator.comparingLong(DecisionRecord::id));
  }
}
