package io.surety.prediction.scoring;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Binding;
import io.surety.bundle.Explanation;
import io.surety.bundle.Reason;
import io.surety.feature.UserId;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.features.DefinitionsDiffer;
import io.surety.prediction.features.FeatureCalls;
import io.surety.prediction.features.FeaturesForbidden;
import io.surety.prediction.features.FeaturesUnavailable;
import io.surety.prediction.features.KnownFeatures;
import io.surety.prediction.features.Moment;
import io.surety.prediction.scoring.ScoreItem.OfRow;
import io.surety.prediction.scoring.ScoreItem.OfUser;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Scores items with one model: rows as they are, users by what the feature service knows. */
final class Scoring {

  private final FeatureCalls featureCalls;
  private final boolean usersKnown;
  private final Deciding deciding;

  /** Scores with what the feature service knows of users, unless there is none to ask. */
  Scoring(FeatureCalls featureCalls, boolean usersKnown, Deciding deciding) {
    this.featureCalls = featureCalls;
    this.usersKnown = usersKnown;
    this.deciding = deciding;
  }

  /** What came of a single item. */
  Scored score(LoadedModel model, ScoreItem item, Explain explain) {
    return switch (item) {
      case OfRow row -> answer(model, null, null, row, explain);
      case OfUser _ -> score(model, List.of(item), explain).getFirst();
    };
  }

  /**
   * One outcome for each item, in the same order.
   *
   * @throws FeaturesUnavailable when users are among the items and cannot be looked up
   * @throws FeaturesForbidden when the caller may not have them looked up
   * @throws DefinitionsDiffer when their features are not those of the model
   */
  List<Scored> score(LoadedModel model, List<ScoreItem> items, Explain explain) {
    return score(model, items, explain, lookedUp(model, items, explain));
  }

  /** As {@link #score}, but users who cannot be looked up are refused one by one. */
  List<Scored> scoreEach(LoadedModel model, List<ScoreItem> items, Explain explain) {
    Function<OfUser, Scored> users;
    try {
      users = lookedUp(model, items, explain);
    } catch (FeaturesUnavailable away) {
      users = _ -> Scored.Refused.unavailable();
    } catch (FeaturesForbidden forbidden) {
      users = _ -> Scored.Refused.forbidden(forbidden);
    } catch (DefinitionsDiffer differing) {
      users = _ -> Scored.Refused.differing(differing);
    }
    return score(model, items, explain, users);
  }

  private List<Scored> score(
      LoadedModel model, List<ScoreItem> items, Explain explain, Function<OfUser, Scored> users) {
    List<Scored> outcomes = new ArrayList<>(items.size());
    for (ScoreItem item : items) {
      outcomes.add(
          switch (item) {
            case OfRow row -> answer(model, null, null, row, explain);
            case OfUser user -> users.apply(user);
          });
    }
    return outcomes;
  }

  /**
   * Looks all users up, with one call for those of a moment. What it returns scores them, and has
   * to be asked in the order of the items.
   */
  private Function<OfUser, Scored> lookedUp(
      LoadedModel model, List<ScoreItem> items, Explain explain) {
    if (!usersKnown) {
      return _ -> Scored.Refused.usersNotKnown();
    }
    Map<Moment, List<UserId>> asked = new LinkedHashMap<>();
    for (ScoreItem item : items) {
      if (item instanceof OfUser(UserId user, Moment moment)) {
        asked.computeIfAbsent(moment, _ -> new ArrayList<>()).add(user);
      }
    }
    Map<Moment, Replies> replies = new HashMap<>();
    if (!asked.isEmpty()) {
      featureCalls
          .lookUp(asked, model.definitions())
          .forEach((moment, known) -> replies.put(moment, Replies.of(known)));
    }
    return user ->
        scoreUser(model, user.user(), requireNonNull(replies.get(user.moment())), explain);
  }

  /** What the feature service replied, to be taken user by user in the order asked. */
  private record Replies(LocalDate asOf, Iterator<Optional<Map<String, @Nullable Number>>> users) {

    static Replies of(KnownFeatures known) {
      return new Replies(known.asOf(), known.users().iterator());
    }
  }

  private Scored scoreUser(LoadedModel model, UserId user, Replies replies, Explain explain) {
    Optional<Map<String, @Nullable Number>> features = replies.users().next();
    LocalDate asOf = replies.asOf();
    if (features.isEmpty()) {
      return Scored.Refused.unknown(user, asOf);
    }
    return switch (model.binder().bind(model.inputsAmong(features.get()))) {
      case Binding.Bound bound -> answer(model, user, asOf, new OfRow(bound.row()), explain);
      case Binding.Refused refused -> Scored.Refused.unscorable(user, refused.problems());
    };
  }

  private Scored answer(
      LoadedModel model,
      @Nullable UserId user,
      @Nullable LocalDate asOf,
      OfRow given,
      Explain explain) {
    if (model.capacity() instanceof Capacity.Policy policy) {
      return new Scored.ByPolicy(user, asOf, given, deciding.decide(policy), policy);
    }
    Decided decided = deciding.decide(model, given.row());
    if (explain == Explain.NONE) {
      return new Scored.Answered(user, asOf, given, decided, null, null);
    }
    Explanation explanation = model.scorer().explain(given.row());
    List<Reason> reasons = model.reasons().most(given.row(), explanation);
    return new Scored.Answered(
        user, asOf, given, decided, reasons, explain == Explain.FULL ? explanation : null);
  }
}
