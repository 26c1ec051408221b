package io.surety.prediction.champion;

import io.surety.prediction.champion.Standing.Lagging;
import io.surety.prediction.champion.Standing.Serving;
import io.surety.prediction.champion.Standing.Unasked;
import io.surety.prediction.champion.Standing.Unusable;
import io.surety.prediction.champion.Standing.Vacant;
import io.surety.registry.Alias;
import java.util.Optional;

/**
 * The model that answers. A request takes it once and keeps it to the end; a successor replaces it
 * for the requests that come after, in one step.
 */
public final class Champion {

  private final String modelName;
  private final Alias alias;
  private volatile Standing standing;

  /** Nothing is known of it until somebody looks at the registry. */
  Champion(ChampionSettings settings) {
    this(settings.model(), settings.alias(), new Unasked());
  }

  private Champion(String modelName, Alias alias, Standing standing) {
    this.modelName = modelName;
    this.alias = alias;
    this.standing = standing;
  }

  /** A model that no registry replaces. */
  static Champion fixed(LoadedModel model, Alias alias) {
    return new Champion(model.version().name(), alias, new Serving(model));
  }

  /**
   * The model to score with.
   *
   * @throws NoApprovedModel when the registry has no champion
   * @throws ChampionUnusable when the champion cannot be served and none was loaded before
   * @throws RegistryNotReached when the registry could not be asked yet
   */
  public LoadedModel require() {
    return switch (standing) {
      case Serving(LoadedModel model) -> model;
      case Lagging(LoadedModel model, _) -> model;
      case Vacant() -> throw new NoApprovedModel(modelName, alias);
      case Unusable(Standing.Refused refused) ->
          throw new ChampionUnusable(alias, refused.served().version(), refused.reason());
      case Unasked() -> throw new RegistryNotReached();
    };
  }

  /** The model to score with, if there is one. */
  public Optional<LoadedModel> find() {
    return switch (standing) {
      case Serving(LoadedModel model) -> Optional.of(model);
      case Lagging(LoadedModel model, _) -> Optional.of(model);
      case Vacant(), Unusable(_), Unasked() -> Optional.empty();
    };
  }

  /** The name of the model whose champion this is. */
  public String modelName() {
    return modelName;
  }

  /** Which of its versions: the one that this alias points at. */
  public Alias alias() {
    return alias;
  }

  Standing standing() {
    return standing;
  }

  void stand(Standing next) {
    standing = next;
  }
}
