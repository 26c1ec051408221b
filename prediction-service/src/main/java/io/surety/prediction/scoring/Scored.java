package io.surety.prediction.scoring;

import io.surety.bundle.Explanation;
import io.surety.bundle.FieldProblem;
import io.surety.bundle.Reason;
import io.surety.feature.UserId;
import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.features.DefinitionsDiffer;
import io.surety.prediction.features.FeaturesForbidden;
import io.surety.predictionlog.ReasonsJson;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of one item. */
sealed interface Scored {

  /**
   * A decision.
   *
   * @param user null when the features came with the request
   * @param asOf the date that the features were taken at; null when they came with the request
   * @param given what the model was given
   * @param told the reasons; null when none were asked for
   * @param explanation null when it was not asked for
   */
  record Answered(
      @Nullable UserId user,
      @Nullable LocalDate asOf,
      ScoreItem.OfRow given,
      Decided decided,
      @Nullable Told told,
      @Nullable Explanation explanation)
      implements Scored {}

  /**
   * Reasons as they are told.
   *
   * @param json as answers and the log have them
   */
  record Told(List<Reason> reasons, String json) {

    static Told of(List<Reason> reasons) {
      return new Told(reasons, ReasonsJson.of(reasons));
    }
  }

  /** Nothing could be answered for this item, which says nothing about the others. */
  record Refused(ScoringProblem type, String detail) implements Scored {

    /** No loan of the user counts at the date. */
    static Refused unknown(UserId user, LocalDate asOf) {
      return new Refused(
          ScoringProblem.USER_NOT_FOUND,
          "User %s has no loan that counts on %s.".formatted(user, asOf));
    }

    /** The user is known, but not everything that the model insists on. */
    static Refused unscorable(UserId user, List<FieldProblem> problems) {
      return new Refused(
          ScoringProblem.USER_NOT_SCORABLE,
          problems.stream()
              .map(FieldProblem::sentence)
              .collect(Collectors.joining(" ", "User " + user + " cannot be scored: ", "")));
    }

    /** No feature service was named to a service that has its model from a file. */
    static Refused usersNotKnown() {
      return new Refused(
          ScoringProblem.USERS_NOT_KNOWN,
          "This service was started with a model of its own and without a feature service. Give the features in the request, or set surety.features.url.");
    }

    /** It could not be logged. */
    static Refused notLogged(DecisionNotLogged refused) {
      return new Refused(ScoringProblem.DECISION_NOT_LOGGED, refused.detail());
    }

    /** The feature service did not answer. */
    static Refused unavailable() {
      return new Refused(
          ScoringProblem.FEATURES_UNAVAILABLE,
          "The features could not be had from the feature service in time. Try again shortly.");
    }

    /** The feature service does not answer this caller. */
    static Refused forbidden(FeaturesForbidden forbidden) {
      return new Refused(ScoringProblem.FEATURES_FORBIDDEN, forbidden.detail());
    }

    /** The feature service serves other features. */
    static Refused differing(DefinitionsDiffer differing) {
      return new Refused(ScoringProblem.FEATURE_DEFINITIONS_DIFFER, differing.detail());
    }
  }
}
