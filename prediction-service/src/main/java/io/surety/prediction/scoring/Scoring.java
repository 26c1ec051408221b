package io.surety.prediction.scoring;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Binding;
import io.surety.bundle.Explanation;
import io.surety.feature.UserId;
import io.surety.prediction.audit.DecisionNotLogged;
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
import io.surety.prediction.shadow.KnownUser;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.web.TooManyBodies;
import java.util.ArrayList;
import java.util.Collections;
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
  private final Freshness freshness;
  private final ManyRows manyRows;

  /** Scores with what the feature service knows of users, unless there is none to ask. */
  Scoring(FeatureCalls featureCalls, boolean usersKnown, Freshness freshness, ManyRows manyRows) {
    this.featureCalls = featureCalls;
    this.usersKnown = usersKnown;
    this.freshness = freshness;
    this.manyRows = manyRows;
  }

  /** What came of a single item; like all of them, it is told when the sitting is closed. */
  Scored score(Sitting sitting, ScoreItem item, Explain explain) {
    return switch (item) {
      case OfRow row -> answer(sitting, null, row, explain);
      case OfUser _ -> {
        List<ScoreItem> alone = List.of(item);
        yield score(sitting, alone, explain, lookedUp(sitting, alone, explain)).getFirst();
      }
    };
  }

  /**
   * One outcome for each item, in the same order; the sitting is closed.
   *
   * @throws TooManyBodies when requests of many rows have been waiting for too long
   * @throws FeaturesUnavailable when users are among the items and cannot be looked up
   * @throws FeaturesForbidden when the caller may not have them looked up
   * @throws DefinitionsDiffer when their features are not those of the model
   * @throws DecisionNotLogged when some of what was decided cannot be logged
   */
  List<Scored> scoreAll(Sitting sitting, List<ScoreItem> items, Explain explain)
      throws TooManyBodies {
    Function<OfUser, Scored> users = lookedUp(sitting, items, explain);
    return manyRows.decide(
        items.size(),
        () -> {
          List<Scored> outcomes = score(sitting, items, explain, users);
          sitting.close();
          return outcomes;
        });
  }

  /**
   * As {@link #scoreAll}, but users who cannot be looked up and decisions that cannot be logged are
   * refused one by one, and the sitting is closed.
   */
  List<Scored> scoreEach(Sitting sitting, List<ScoreItem> items, Explain explain) {
    Function<OfUser, Scored> users;
    try {
      users = lookedUp(sitting, items, explain);
    } catch (FeaturesUnavailable away) {
      users = _ -> Scored.Refused.unavailable();
    } catch (FeaturesForbidden forbidden) {
      users = _ -> Scored.Refused.forbidden(forbidden);
    } catch (DefinitionsDiffer differing) {
      users = _ -> Scored.Refused.differing(differing);
    }
    try {
      List<Scored> outcomes = score(sitting, items, explain, users);
      sitting.close();
      return outcomes;
    } catch (DecisionNotLogged refused) {
      return Collections.nCopies(items.size(), Scored.Refused.notLogged(refused));
    }
  }

  private List<Scored> score(
      Sitting sitting, List<ScoreItem> items, Explain explain, Function<OfUser, Scored> users) {
    sitting.expect(items.size());
    List<Scored> outcomes = new ArrayList<>(items.size());
    for (ScoreItem item : items) {
      outcomes.add(
          switch (item) {
            case OfRow row -> answer(sitting, null, row, explain);
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
      Sitting sitting, List<ScoreItem> items, Explain explain) {
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
          .lookUp(asked, sitting.model().definitions())
          .forEach((moment, known) ->
              replies.put(moment, Replies.of(known, freshness.judge(known.knownAt()))));
    }
    return user ->
        scoreUser(sitting, user.user(), requireNonNull(replies.get(user.moment())), explain);
  }

  /** What the feature service replied, to be taken user by user in the order asked. */
  private record Replies(
      KnownFeatures known,
      Iterator<Optional<Map<String, @Nullable Number>>> users,
      Freshness.@Nullable Stale stale) {

    static Replies of(KnownFeatures known, Freshness.@Nullable Stale stale) {
      return new Replies(known, known.users().iterator(), stale);
    }

    Looked looked(UserId user, Map<String, @Nullable Number> features) {
      Lookup lookup = new Lookup(known.asOf(), known.basis(), known.knownAt());
      return new Looked(
          user, lookup, stale, new KnownUser(user, lookup, features, known.definitions()));
    }
  }

  private Scored scoreUser(Sitting sitting, UserId user, Replies replies, Explain explain) {
    LoadedModel model = sitting.model();
    Optional<Map<String, @Nullable Number>> features = replies.users().next();
    if (features.isEmpty()) {
      return Scored.Refused.unknown(user, replies.known().asOf());
    }
    if (replies.stale() != null && freshness.refuses()) {
      return Scored.Refused.stale(user, replies.stale());
    }
    return switch (sitting.binder().bind(model.inputsAmong(features.get()))) {
      case Binding.Bound bound ->
          answer(sitting, replies.looked(user, features.get()), new OfRow(bound.row()), explain);
      case Binding.Refused refused -> Scored.Refused.unscorable(user, refused.problems());
    };
  }

  private Scored answer(Sitting sitting, @Nullable Looked looked, OfRow given, Explain explain) {
    LoadedModel model = sitting.model();
    if (model.capacity() instanceof Capacity.Policy policy) {
      return new Scored.ByPolicy(looked, given, sitting.enter(policy, given.row(), looked), policy);
    }
    Decided decided = sitting.decide(given.row());
    if (explain == Explain.NONE) {
      sitting.enter(decided, given.row(), looked, null);
      return new Scored.Answered(looked, given, decided, null, null);
    }
    Explanation explanation = model.scorer().explain(given.row());
    Scored.Told told = Scored.Told.of(model.reasons().most(given.row(), explanation));
    sitting.enter(decided, given.row(), looked, told.json());
    return new Scored.Answered(
        looked, given, decided, told, explain == Explain.FULL ? explanation : null);
  }
}
