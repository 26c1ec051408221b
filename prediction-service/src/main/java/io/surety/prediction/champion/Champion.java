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
  private volatile Optional<LoadedModel> probe = Optional.empty();
  private volatile Optional<LoadedModel> challenger = Optional.empty();

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
    LoadedModel pointed = model.as(new Capacity.Pointed(alias));
    return new Champion(model.version().name(), alias, new Serving(pointed));
  }

  /**
   * The model to score with, which knows in which capacity it answers. One that answers as {@link
   * Capacity.Policy} reads requests, and scores none.
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

  /**
   * The model to score with, where an answer needs one.
   *
   * @throws BreakerOpen when the policy answers instead of any model
   */
  public LoadedModel requireScoring() {
    return require().requireScoring();
  }

  /**
   * The model for one who keeps the same through many answers: the same again, unless a breaker has
   * meanwhile taken it out of service, or let the version answer again that it stood in for.
   */
  public LoadedModel follow(LoadedModel kept) {
    return find()
        .filter(now -> now.replaces() || kept.replaces())
        .filter(now -> now != kept)
        .orElse(kept);
  }

  /**
   * The model to score in shadow beside the one that answers, because its breaker is half-open and
   * it has to prove itself. Its answers count for nothing.
   */
  public Optional<LoadedModel> findProbe() {
    return probe;
  }

  /**
   * The model to score in shadow beside the one that answers, because the alias {@code challenger}
   * points at it. It answers nobody.
   */
  public Optional<LoadedModel> findChallenger() {
    return challenger;
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

  void probe(Optional<LoadedModel> half) {
    probe = half;
  }

  void challenge(Optional<LoadedModel> other) {
    challenger = other;
  }

  void stand(Standing next) {
    standing = next;
  }
}
