package io.surety.prediction.predictions;

import io.surety.prediction.audit.LogDatabase;
import io.surety.prediction.champion.RegistryNotReached;
import io.surety.prediction.versions.ServableVersions;
import io.surety.prediction.versions.VersionNotApproved;
import io.surety.prediction.versions.VersionNotFound;
import io.surety.prediction.versions.VersionUnusable;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.Predictions;
import io.surety.registry.ModelVersion;
import io.surety.registry.StandIns;
import io.surety.runs.BatchStandIns;
import io.surety.runs.RunLogUnavailable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;

/** Finds past decisions in the log, and has the versions that made them explain them. */
final class PastPredictions {

  private final Optional<Predictions> log;
  private final Optional<StandIns> standIns;
  private final Optional<BatchStandIns> batches;
  private final ServableVersions versions;

  PastPredictions(LogDatabase database, ServableVersions versions) {
    this.log = database.lookups().map(PostgresPredictions::new);
    this.standIns = database.lookups().map(StandIns::new);
    this.batches = database.lookups().map(BatchStandIns::new);
    this.versions = versions;
  }

  /**
   * A past decision, explained if the version that made it can still be had.
   *
   * @throws PredictionNotFound when the log has none of this id
   * @throws io.surety.predictionlog.LogFailed when the log cannot be read
   */
  PastPrediction require(UUID id) {
    Predictions kept =
        log.orElseThrow(
            () -> new PredictionNotFound("This service has no database, and keeps no log."));
    LoggedPrediction logged =
        kept.find(id)
            .orElseThrow(() ->
                new PredictionNotFound(
                    "The log has no prediction %s. It may be too old to be kept.".formatted(id)));
    PastPrediction.Model model = PastPrediction.Model.of(logged, stoodInFor(logged));
    Scored scored = logged.scored();
    if (scored == null) {
      return PastPrediction.of(
          logged,
          model,
          logged.isErased()
              ? "The person was erased, with all that came of the person's data."
              : "The policy answered, and no model was asked.");
    }
    return explained(logged, model, scored);
  }

  /** The log does not keep it: of an answer the registry tells, of a batch what it settled. */
  private Optional<ModelVersion> stoodInFor(LoggedPrediction logged) {
    try {
      return switch (logged.role()) {
        case FALLBACK ->
            standIns.flatMap(history -> history.stoodInFor(logged.version(), logged.moment()));
        case BATCH ->
            Optional.ofNullable(logged.caller())
                .flatMap(caller -> batches.flatMap(settled -> settled.stoodInFor(caller)))
                .map(ModelVersion::parse);
        case CHAMPION, CANARY, NAMED, CHALLENGER, PROBE, POLICY -> Optional.empty();
      };
    } catch (DataAccessException | RunLogUnavailable away) {
      return Optional.empty();
    }
  }

  private PastPrediction explained(
      LoggedPrediction logged, PastPrediction.Model model, Scored scored) {
    ModelVersion version = logged.version();
    try {
      versions.requireModel(version.name());
      return PastPrediction.of(
          logged, model, scored, versions.require(Integer.toString(version.number())));
    } catch (VersionNotFound | VersionNotApproved | VersionUnusable refused) {
      return PastPrediction.of(
          logged, model, "The version %s cannot be had here.".formatted(version));
    } catch (RegistryNotReached | DataAccessException away) {
      return PastPrediction.of(
          logged,
          model,
          "The registry, which has the version %s, does not answer.".formatted(version));
    }
  }
}
