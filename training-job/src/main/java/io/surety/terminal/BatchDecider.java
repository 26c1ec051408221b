package io.surety.terminal;

import io.surety.batch.Batch;
import io.surety.batch.BatchCapacity;
import io.surety.bundle.UnreadableBundle;
import io.surety.registry.Alias;
import io.surety.registry.Answerer;
import io.surety.registry.Breaker;
import io.surety.registry.DamagedBundle;
import io.surety.registry.ModelNotFound;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import java.util.List;
import javax.sql.DataSource;

/**
 * Who decides about the rows of a batch.
 *
 * @param model the version that scores, or for which the policy decides
 */
record BatchDecider(RegisteredModel model, BatchCapacity capacity) {

  /** An approved version, as somebody typed it. */
  static BatchDecider named(Models models, String version) {
    return itself(new WrittenVersion(version).require(models));
  }

  /**
   * Whoever answers for an alias, as the service would have it: a fallback that cannot be read
   * gives way to the policy.
   */
  static BatchDecider answering(DataSource database, Models models, Alias alias) {
    RegisteredModel served = served(models, alias);
    Breaker breaker = new PostgresBreakers(database).find(served.version(), alias);
    return switch (breaker.answerer()) {
      case Answerer.Itself() -> itself(served);
      case Answerer.Fallback(ModelVersion other) ->
          fallback(models, other, served, breaker.policy().orElseThrow());
      case Answerer.Policy(PolicyAnswer answer) ->
          policy(served, answer, "no other version answers instead");
    };
  }

  private static BatchDecider itself(RegisteredModel model) {
    return new BatchDecider(approved(model), new BatchCapacity.Itself());
  }

  private static BatchDecider fallback(
      Models models, ModelVersion version, RegisteredModel served, PolicyAnswer otherwise) {
    RegisteredModel other = approved(new WrittenVersion(version.toString()).require(models));
    try {
      Batch.requireReadable(models, other);
      return new BatchDecider(other, new BatchCapacity.Fallback(served.version()));
    } catch (UnreadableBundle | DamagedBundle | ModelNotFound unread) {
      return policy(
          served,
          otherwise,
          "%s, which should score instead, cannot be read (%s)"
              .formatted(version, unread.getMessage()));
    }
  }

  private static BatchDecider policy(RegisteredModel served, PolicyAnswer answer, String because) {
    return new BatchDecider(
        approved(served),
        new BatchCapacity.Policy(
            answer,
            "The breaker of %s was not closed when this batch began, and %s. So the policy decides about every row: %s."
                .formatted(served.version(), because, answer.written())));
  }

  private static RegisteredModel approved(RegisteredModel model) {
    if (model.stage() != Stage.APPROVED) {
      throw new CommandFailed(
          "%s is not approved, and decides about nobody; './surety approve %s --by NAME --reason TEXT' approves it."
              .formatted(model.version(), model.version()));
    }
    return model;
  }

  private static RegisteredModel served(Models models, Alias alias) {
    List<RegisteredModel> served =
        models.all().stream().filter(model -> model.aliases().contains(alias)).toList();
    return switch (served.size()) {
      case 1 -> served.getFirst();
      case 0 ->
          throw new CommandFailed(
              "No version is %s; promote one, or name what scores with --model.".formatted(alias));
      default ->
          throw new CommandFailed(
              ExitCode.WRONG_USAGE,
              "Several models have a version that is %s; name one with --model.".formatted(alias));
    };
  }
}
