package io.surety.evaluation;

import io.surety.watch.statistics.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * Tenths of the loans by score. Where equal scores cross the border of a tenth, each side gets its
 * share of their bad loans: the expected count over every order of them.
 */
final class Lift {

  private static final int TENTHS = 10;

  private Lift() {}

  /** The tenths that have loans, the riskiest first. */
  static List<LiftDecile> deciles(Ranking ranking) {
    List<LiftDecile> deciles = new ArrayList<>();
    long all = ranking.allLoans();
    int group = ranking.groups() - 1;
    int takenOfGroup = 0;
    int start = 0;
    double captured = 0;
    for (int tenth = 1; tenth <= TENTHS; tenth++) {
      int end = Math.toIntExact(Math.round((double) all * tenth / TENTHS));
      double bad = 0;
      for (int place = start; place < end; ) {
        int taken = Math.min(ranking.loans(group) - takenOfGroup, end - place);
        bad += (double) ranking.bad(group) * taken / ranking.loans(group);
        place += taken;
        takenOfGroup += taken;
        if (takenOfGroup == ranking.loans(group)) {
          group--;
          takenOfGroup = 0;
        }
      }
      captured += bad;
      if (end > start) {
        deciles.add(decile(tenth, end - start, bad, captured, ranking));
      }
      start = end;
    }
    return deciles;
  }

  private static LiftDecile decile(
      int tenth, int loans, double bad, double captured, Ranking ranking) {
    double badRate = bad / loans;
    if (ranking.allBad() == 0) {
      return new LiftDecile(tenth, loans, bad, badRate, null, null);
    }
    double overall = (double) ranking.allBad() / ranking.allLoans();
    return new LiftDecile(
        tenth, loans, bad, badRate, badRate / overall, Math.min(1, captured / ranking.allBad()));
  }
}
