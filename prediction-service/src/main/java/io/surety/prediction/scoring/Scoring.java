package io.surety.prediction.scoring;

import static java.util.Objects.requireNonNull;

import io.surety.bundle.Binding;
import io.surety.feature.UserId;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.features.FeatureCalls;
import io.surety.prediction.features.KnownFeatures;
import io.surety.prediction.features.Moment;
import io.surety.prediction.scoring.ScoreItem.OfFeatures;
import io.surety.prediction.scoring.ScoreItem.OfUser;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores items with the champion of this moment, all with the same one. Features that came along
 * are bound first, so that a malformed item is refused before anything is asked of others.
 */
final class Scoring {

  private final Champion champion;
  private final FeatureCalls featureCalls;
  private final Deciding deciding;

  Scoring(Champion champion, FeatureCalls featureCalls, Deciding deciding) {
    this.champion = champion;
    this.featureCalls = featureCalls;
    this.deciding = deciding;
  }

  Scored score(ScoreItem item) {
    return score(List.of(item)).getFirst();
  }

  /** One outcome for each item, in the same order. */
  List<Scored> score(List<ScoreItem> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    LoadedModel model = champion.require();
    List<double[]> given = new ArrayList<>();
    Map<Moment, List<UserId>> asked = new LinkedHashMap<>();
    for (ScoreItem item : items) {
      switch (item) {
        case OfFeatures features -> given.add(bind(model, features));
        case OfUser(UserId user, Moment moment) ->
            asked.computeIfAbsent(moment, _ -> new ArrayList<>()).add(user);
      }
    }
    Map<Moment, Replies> replies = ask(asked, model);
    Iterator<double[]> rows = given.iterator();
    List<Scored> outcomes = new ArrayList<>(items.size());
    for (ScoreItem item : items) {
      outcomes.add(
          switch (item) {
            case OfFeatures _ -> answer(model, null, null, rows.next());
            case OfUser(UserId user, Moment moment) ->
                scoreUser(model, user, requireNonNull(replies.get(moment)));
          });
    }
    return outcomes;
  }

  /** One call for all users of a moment; an array that names no dates is one call. */
  private Map<Moment, Replies> ask(Map<Moment, List<UserId>> asked, LoadedModel model) {
    Map<Moment, Replies> replies = new HashMap<>();
    featureCalls
        .lookUp(asked, model.definitions())
        .forEach((moment, known) -> replies.put(moment, Replies.of(known)));
    return replies;
  }

  /** What the feature service replied, to be taken user by user in the order asked. */
  private record Replies(LocalDate asOf, Iterator<Optional<Map<String, @Nullable Number>>> users) {

    static Replies of(KnownFeatures known) {
      return new Replies(known.asOf(), known.users().iterator());
    }
  }

  private static double[] bind(LoadedModel model, OfFeatures given) {
    return switch (model.binder().bind(given.values())) {
      case Binding.Bound bound -> bound.row();
      case Binding.Refused refused ->
          throw MalformedRequest.of(
              refused.problems().stream()
                  .map(problem ->
                      new FieldProblem(given.path() + "." + problem.field(), problem.sentence()))
                  .toList());
    };
  }

  private Scored scoreUser(LoadedModel model, UserId user, Replies replies) {
    Optional<Map<String, @Nullable Number>> features = replies.users().next();
    LocalDate asOf = replies.asOf();
    if (features.isEmpty()) {
      return Scored.Refused.unknown(user, asOf);
    }
    return switch (model.binder().bind(model.inputsAmong(features.get()))) {
      case Binding.Bound bound -> answer(model, user, asOf, bound.row());
      case Binding.Refused refused -> Scored.Refused.unscorable(user, refused.problems());
    };
  }

  private Scored.Answered answer(
      LoadedModel model, @Nullable UserId user, @Nullable LocalDate asOf, double[] row) {
    Decided decided = deciding.decide(model, row);
    return new Scored.Answered(
        new ScoreAnswer(
            decided.predictionId(),
            user == null ? null : user.value(),
            asOf,
            decided.assessment().probability(),
            decided.assessment().decision(),
            model.describe(row),
            new ScoreAnswer.Model(model.version().name(), model.version().number())));
  }
}
