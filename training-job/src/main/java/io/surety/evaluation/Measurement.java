package io.surety.evaluation;

import io.surety.bundle.Decision;
import io.surety.watch.statistics.Calibration;
import io.surety.watch.statistics.Figures;
import io.surety.watch.statistics.Metrics;
import io.surety.watch.statistics.People;
import io.surety.watch.statistics.PersonBootstrap;
import io.surety.watch.statistics.Ranking;
import io.surety.watch.statistics.ScoredModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation while it is made. */
final class Measurement {

  private static final int MODEL = 0;
  private static final int UNCALIBRATED = 1;
  private static final int TRIVIAL = 2;
  private static final int CHAMPION = 3;

  private final EvaluationInput input;
  private final ScoredLoans test;
  private final People people;
  private final ScoredModel[] models;
  private final PersonBootstrap bootstrap;

  Measurement(EvaluationInput input) {
    this.input = input;
    this.test = input.test();
    this.people = People.of(test.person(), test.label());
    this.models = models();
    this.bootstrap = new PersonBootstrap(people, input.seed(), input.bootstrapRounds(), models);
  }

  private ScoredModel[] models() {
    double[] trivial = new double[test.size()];
    Arrays.fill(trivial, input.trainingBadRate());
    List<ScoredModel> scored = new ArrayList<>();
    scored.add(scored(test.probability()));
    scored.add(scored(test.rawProbability()));
    scored.add(scored(trivial));
    ChampionScores champion = input.champion();
    if (champion != null) {
      scored.add(scored(champion.probability()));
    }
    return scored.toArray(ScoredModel[]::new);
  }

  private ScoredModel scored(double[] probability) {
    return new ScoredModel(test.label(), probability, people);
  }

  Evaluation evaluation() {
    ChampionScores champion = input.champion();
    Population population = population();
    return new Evaluation(
        population,
        bootstrap.summary(),
        metrics(MODEL),
        metrics(UNCALIBRATED),
        comparison("trivial", TRIVIAL, null),
        champion == null ? null : comparison(champion.version(), CHAMPION, champion.otherSplit()),
        Calibration.bins(ranking(MODEL)),
        Lift.deciles(ranking(MODEL)),
        Stability.drift(input.trainingProbability(), test.probability()),
        input.policy(),
        decisions(),
        List.of(
            Parity.byGender(test, people, input.policy()),
            Parity.byAgeBand(test, people, input.policy())),
        inputs(),
        curves(),
        Notes.of(population, bootstrap.summary(), ranking(MODEL)));
  }

  private Ranking ranking(int model) {
    return models[model].ranking();
  }

  private Population population() {
    int bad = ranking(MODEL).allBad();
    return new Population(
        test.size(),
        bad,
        people.count(),
        rate(bad, test.size()),
        input.trainingProbability().length,
        input.trainingBadRate());
  }

  private Metrics metrics(int model) {
    return Metrics.of(bootstrap, model, ranking(model));
  }

  private Comparison comparison(String version, int other, @Nullable String otherSplit) {
    return new Comparison(
        version,
        metrics(other),
        bootstrap.difference(MODEL, other, Figures::auc),
        bootstrap.difference(MODEL, other, Figures::logLoss),
        otherSplit);
  }

  private List<DecisionRates> decisions() {
    Decision[] kinds = Decision.values();
    int[] loans = new int[kinds.length];
    int[] bad = new int[kinds.length];
    for (int loan = 0; loan < test.size(); loan++) {
      int decision = input.policy().decide(test.probability()[loan]).ordinal();
      loans[decision]++;
      bad[decision] += test.label()[loan] ? 1 : 0;
    }
    return Arrays.stream(kinds)
        .map(kind ->
            new DecisionRates(
                kind,
                loans[kind.ordinal()],
                rate(loans[kind.ordinal()], test.size()),
                bad[kind.ordinal()],
                rate(bad[kind.ordinal()], loans[kind.ordinal()])))
        .toList();
  }

  private List<InputImportance> inputs() {
    double gain = input.gainByInput().values().stream().mapToDouble(Double::doubleValue).sum();
    return input.inputs().stream()
        .map(column -> importance(column, gain))
        .sorted(InputImportance.GREATEST_FIRST)
        .toList();
  }

  private InputImportance importance(InputColumn column, double gain) {
    Drift drift = Stability.drift(column.training(), column.test());
    return new InputImportance(
        column.name(),
        meanAbsolute(column.contribution()),
        gain > 0 ? input.gainByInput().getOrDefault(column.name(), 0.0) / gain : null,
        drift == null ? null : drift.psi(),
        missing(column.training()),
        missing(column.test()));
  }

  private static @Nullable Double meanAbsolute(double[] contribution) {
    double sum = 0;
    for (double one : contribution) {
      sum += Math.abs(one);
    }
    return contribution.length == 0 ? null : sum / contribution.length;
  }

  private static @Nullable Double missing(double[] column) {
    return rate(Arrays.stream(column).filter(Double::isNaN).count(), column.length);
  }

  private Curves curves() {
    boolean champion = input.champion() != null;
    return new Curves(
        CurvePoints.roc(ranking(MODEL)),
        champion ? CurvePoints.roc(ranking(CHAMPION)) : List.of(),
        CurvePoints.precisionRecall(ranking(MODEL)),
        champion ? CurvePoints.precisionRecall(ranking(CHAMPION)) : List.of(),
        CurvePoints.distributions(ranking(MODEL)),
        CurvePoints.scores(ranking(MODEL)),
        Dependences.of(input.inputs()));
  }

  private static @Nullable Double rate(long part, long all) {
    return all == 0 ? null : (double) part / all;
  }
}
