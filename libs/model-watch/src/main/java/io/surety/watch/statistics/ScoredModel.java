package io.surety.watch.statistics;

/**
 * One model's probabilities, arranged so that every draw of people is measured in one walk over the
 * loans (ranking) and one over the people (losses), without sorting again.
 */
public final class ScoredModel {

  private static final int BAD = 1;
  private static final int LAST_OF_ITS_SCORE = 2;
  private static final int PERSON_SHIFT = 2;

  private final Ranking ranking;
  private final People people;

  /** The loans, riskiest first: person, whether the score changes after it, outcome. */
  private final int[] walk;

  private final double[] logLoss;
  private final double[] squaredError;
  private final double[] predicted;

  /**
   * Arranges one model's answers.
   *
   * @param label true where a loan was not paid on time
   * @param probability of not paying, 0 to 1, in the same order
   * @param people who took these loans
   */
  public ScoredModel(boolean[] label, double[] probability, People people) {
    this.ranking = Ranking.of(probability, label);
    this.people = people;
    this.walk = walk(label);
    this.logLoss = new double[people.count()];
    this.squaredError = new double[people.count()];
    this.predicted = new double[people.count()];
    for (int loan = 0; loan < label.length; loan++) {
      int person = people.ofLoan(loan);
      double p = probability[loan];
      double error = label[loan] ? 1 - p : p;
      logLoss[person] += Losses.log(label[loan] ? p : 1 - p);
      squaredError[person] += error * error;
      predicted[person] += p;
    }
  }

  private int[] walk(boolean[] label) {
    int[] order = ranking.riskiestFirst();
    int[] coded = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      int loan = order[i];
      boolean last =
          i == order.length - 1 || ranking.groupOfLoan(order[i + 1]) != ranking.groupOfLoan(loan);
      coded[i] =
          people.ofLoan(loan) << PERSON_SHIFT
              | (last ? LAST_OF_ITS_SCORE : 0)
              | (label[loan] ? BAD : 0);
    }
    return coded;
  }

  /** The loans in the order of their scores. */
  public Ranking ranking() {
    return ranking;
  }

  /** The figures when each person counts this many times. */
  public Figures figures(int[] times) {
    long badBefore = 0;
    long goodBefore = 0;
    long badHere = 0;
    long goodHere = 0;
    long doubledWins = 0;
    double precisions = 0;
    for (int coded : walk) {
      int weight = times[coded >>> PERSON_SHIFT];
      if ((coded & BAD) != 0) {
        badHere += weight;
      } else {
        goodHere += weight;
      }
      if ((coded & LAST_OF_ITS_SCORE) != 0) {
        doubledWins += goodHere * (2 * badBefore + badHere);
        badBefore += badHere;
        goodBefore += goodHere;
        if (badHere > 0) {
          precisions += badHere * ((double) badBefore / (badBefore + goodBefore));
        }
        badHere = 0;
        goodHere = 0;
      }
    }
    return withLosses(times, doubledWins / (2.0 * badBefore * goodBefore), precisions / badBefore);
  }

  private Figures withLosses(int[] times, double auc, double prAuc) {
    long loans = 0;
    long bad = 0;
    double logLosses = 0;
    double squaredErrors = 0;
    double probabilities = 0;
    for (int person = 0; person < times.length; person++) {
      int weight = times[person];
      loans += (long) weight * people.loans(person);
      bad += (long) weight * people.bad(person);
      logLosses += weight * logLoss[person];
      squaredErrors += weight * squaredError[person];
      probabilities += weight * predicted[person];
    }
    return new Figures(
        auc,
        prAuc,
        logLosses / loans,
        squaredErrors / loans,
        bad == 0 ? Double.NaN : probabilities / bad);
  }
}
