package io.surety.terminal;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelInput;
import io.surety.bundle.WatchRule;
import io.surety.bundle.WatchedFigure;
import io.surety.drill.Applicants;
import io.surety.feature.Feature;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresModels;
import io.surety.registry.PostgresServedModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.ServedModels;
import io.surety.registry.ServedModels.Answering;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What a drill stands on.
 *
 * @param champion who answers now, its breaker closed
 * @param standby who would answer instead; empty where the policy would
 * @param policy the rules of its breaker
 * @param inputs what it asks for
 * @param tried the loans that it was tried on, which it is watched against
 */
record DrillGround(
    ModelVersion champion,
    Optional<ModelVersion> standby,
    BreakerPolicy policy,
    List<Feature> inputs,
    Applicants.Of tried,
    Ledger ledger) {

  private static final Set<WatchedFigure> OF_DRIFT =
      EnumSet.of(WatchedFigure.INPUT_DRIFT, WatchedFigure.SCORE_DRIFT, WatchedFigure.MISSING_RATE);

  /** What the ledger holds. */
  record Ledger(long loans, long lastUser, long lastLoan, LocalDate newest) {

    private static final String SELECT =
        """
        SELECT count(*) AS loans, max(user_id) AS last_user, max(loan_id) AS last_loan,
          max(loan_date) AS newest
        FROM feature_store.loan_features
        """;

    static Ledger in(DataSource source) {
      return JdbcClient.create(source)
          .sql(SELECT)
          .query((row, _) ->
              new Ledger(
                  row.getLong("loans"),
                  row.getLong("last_user"),
                  row.getLong("last_loan"),
                  row.getObject("newest", LocalDate.class)))
          .single();
    }
  }

  /**
   * Looks at what is there, and changes nothing.
   *
   * @param model whose champion
   * @param ledger how people call the database
   */
  static DrillGround survey(DataSource source, String model, String ledger) {
    KnownLoans.in(source).requireOnlySimulated(ledger);
    ServedModels served = new PostgresServedModels(source);
    Answering answering =
        served
            .answering(model, Alias.CHAMPION)
            .orElseThrow(() ->
                new CommandFailed(
                    "No version of %s is champion, so nobody's breaker can open; './surety up' trains and serves a first one."
                        .formatted(model)));
    ModelVersion champion = answering.present().version();
    if (answering.breaker() != BreakerState.CLOSED) {
      throw new CommandFailed(
          "The breaker of %s is %s already, so a drill could not tell its own drift from that. './surety breaker' says why; './surety breaker close %s' or another promotion ends it."
              .formatted(champion, answering.breaker().written(), champion));
    }
    ModelBundle bundle = ModelBundle.read(served.bundle(answering.present().sha256()));
    BreakerPolicy policy = bundle.manifest().breaker();
    if (policy.rules().stream().noneMatch(DrillGround::opensOnDrift)) {
      throw new CommandFailed(
          "No rule of %s opens its breaker on drift, so a drill would wait for nothing; give its spec such a rule, and train and promote it."
              .formatted(champion));
    }
    return new DrillGround(
        champion,
        answering.standby().map(ServedModels.Served::version),
        policy,
        bundle.manifest().schema().inputs().stream().map(DrillGround::feature).toList(),
        tried(new PostgresModels(source).find(champion).orElseThrow()),
        Ledger.in(source));
  }

  static boolean opensOnDrift(WatchRule rule) {
    return OF_DRIFT.contains(rule.rule()) && rule.then() == Consequence.OPEN;
  }

  /** The rules that have to hold before, and to break then. */
  List<WatchRule> driftRules() {
    return policy.rules().stream().filter(DrillGround::opensOnDrift).toList();
  }

  private static Feature feature(ModelInput input) {
    return Feature.named(input.name())
        .orElseThrow(() ->
            new CommandFailed(
                "The model asks for %s, which nobody simulates; a drill takes models of the features of the feature store."
                    .formatted(input.name())));
  }

  private static Applicants.Of tried(RegisteredModel model) {
    JsonNode split = Evidence.of(model).provenance().path("split");
    try {
      return new Applicants.Of(
          LocalDate.parse(split.path("test_from").asString("")),
          LocalDate.parse(split.path("mature_until").asString("")),
          0,
          Long.MAX_VALUE);
    } catch (DateTimeException untold) {
      throw new CommandFailed(
          "The evidence of %s does not say on which loans it was tried, so nobody can send it healthy traffic; train and promote a version with this Surety."
              .formatted(model.version()),
          untold);
    }
  }
}
