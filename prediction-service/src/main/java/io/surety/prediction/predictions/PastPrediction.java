package io.surety.prediction.predictions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.bundle.Explanation;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.Rescoring;
import io.surety.predictionlog.Rescoring.Difference;
import io.surety.predictionlog.Rescoring.Proof;
import io.surety.registry.ModelVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A past decision as it is told.
 *
 * @param erased whether the person and all that came of the person's data was removed
 * @param features what was scored, by the names of the inputs; null when that is not known any more
 * @param reasons as they were answered, null when none were asked for
 * @param explanation computed from the logged inputs, now, by the version that answered then
 * @param scoredAgain what comes of that
 * @param latencyMicros from the request's arrival until the decision was made, which was not logged
 *     yet then
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PastPrediction(
    String predictionId,
    Instant madeAt,
    Model model,
    String role,
    String decision,
    @Nullable Double probability,
    @Nullable Integer score,
    @Nullable Float margin,
    @Nullable Long userId,
    @Nullable LocalDate asOf,
    boolean erased,
    @Nullable Map<String, @Nullable Object> features,
    @JsonRawValue @Nullable String reasons,
    @Nullable Shares explanation,
    ScoredAgain scoredAgain,
    @Nullable String caller,
    @Nullable Integer latencyMicros) {

  /**
   * The version that spoke, as its answer named it.
   *
   * @param fallbackFor the version that it answered in the place of; null where it did so for none,
   *     and where neither the registry's history nor its batch tells for which
   * @param answeredBy {@code policy} where the policy answered instead of it, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Model(
      String name, int version, @Nullable Integer fallbackFor, @Nullable String answeredBy) {

    static Model of(LoggedPrediction logged, Optional<ModelVersion> stoodInFor) {
      return new Model(
          logged.version().name(),
          logged.version().number(),
          stoodInFor.map(ModelVersion::number).orElse(null),
          logged.role() == AnswerRole.POLICY ? Capacity.Policy.ROLE : null);
    }
  }

  /** What moved the margin. */
  record Shares(double baseValue, Map<String, Double> contributions) {

    static Shares of(Explanation explanation, List<ModelInput> inputs) {
      Map<String, Double> contributions = LinkedHashMap.newLinkedHashMap(inputs.size());
      for (int column = 0; column < inputs.size(); column++) {
        contributions.put(inputs.get(column).name(), explanation.contribution(column));
      }
      return new Shares(explanation.baseValue(), contributions);
    }
  }

  /**
   * What came of scoring the logged inputs with the logged version again.
   *
   * @param outcome same, different, or impossible
   * @param why it is impossible
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ScoredAgain(String outcome, List<Difference> differences, @Nullable String why) {

    static ScoredAgain impossible(String why) {
      return new ScoredAgain("impossible", List.of(), why);
    }

    static ScoredAgain of(Proof proof) {
      return switch (proof) {
        case Proof.Same() -> new ScoredAgain("same", List.of(), null);
        case Proof.Different(List<Difference> differences) ->
            new ScoredAgain("different", differences, null);
        case Proof.NothingToScore() -> impossible("There is nothing to score.");
      };
    }
  }

  /** With what the version says of it. */
  static PastPrediction of(
      LoggedPrediction logged, Model model, Scored scored, LoadedModel version) {
    Rescoring rescoring = new Rescoring(version.scorer(), version.reasons());
    List<ModelInput> inputs = version.inputs();
    if (scored.inputs().length != inputs.size()) {
      return of(
          logged,
          model,
          "The version has %d inputs, and %d were logged."
              .formatted(inputs.size(), scored.inputs().length));
    }
    return of(
        logged,
        model,
        named(scored.inputs(), inputs),
        Shares.of(rescoring.explain(scored.inputs()), inputs),
        ScoredAgain.of(rescoring.prove(logged)));
  }

  /** Where it cannot be scored again. */
  static PastPrediction of(LoggedPrediction logged, Model model, String whyNot) {
    return of(logged, model, null, null, ScoredAgain.impossible(whyNot));
  }

  private static PastPrediction of(
      LoggedPrediction logged,
      Model model,
      @Nullable Map<String, @Nullable Object> features,
      @Nullable Shares explanation,
      ScoredAgain again) {
    Scored scored = logged.scored();
    return new PastPrediction(
        logged.id().toString(),
        logged.moment(),
        model,
        logged.role().toString(),
        logged.decision().toString(),
        scored == null ? null : scored.probability(),
        scored == null ? null : scored.score(),
        scored == null ? null : scored.margin(),
        logged.user() == null ? null : logged.user().value(),
        logged.asOf(),
        logged.isErased(),
        features,
        logged.reasonsJson(),
        explanation,
        again,
        logged.caller(),
        logged.latencyMicros());
  }

  private static Map<String, @Nullable Object> named(double[] row, List<ModelInput> inputs) {
    Map<String, @Nullable Object> named = LinkedHashMap.newLinkedHashMap(row.length);
    for (int column = 0; column < row.length; column++) {
      named.put(inputs.get(column).name(), value(row[column], inputs.get(column)));
    }
    return named;
  }

  private static @Nullable Object value(double value, ModelInput input) {
    if (Double.isNaN(value)) {
      return null;
    }
    if (input.type() == InputType.CATEGORY) {
      return input.categories().get((int) value);
    }
    return input.type() == InputType.REAL ? value : (Object) (long) value;
  }
}
