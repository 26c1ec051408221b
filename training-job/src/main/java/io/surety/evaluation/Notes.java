package io.surety.evaluation;

import io.surety.watch.statistics.Bootstrap;
import io.surety.watch.statistics.Ranking;
import java.util.ArrayList;
import java.util.List;

/** What a reader has to know before trusting the figures. */
final class Notes {

  private static final int ROUGH_BELOW_PEOPLE = 100;

  private Notes() {}

  static List<String> of(Population population, Bootstrap bootstrap, Ranking ranking) {
    List<String> notes = new ArrayList<>();
    if (population.loans() == 0) {
      return List.of("The test set has no loans, so nothing could be measured.");
    }
    if (population.bad() == 0) {
      notes.add("No loan of the test set went bad, so ranking and calibration have no measure.");
    } else if (population.bad() == population.loans()) {
      notes.add("Every loan of the test set went bad, so ranking has no measure.");
    }
    if (ranking.groups() == 1) {
      notes.add("The model gives every loan the same probability, so it ranks nobody.");
    }
    if (bootstrap.rounds() == 0) {
      notes.add("No bootstrap was asked for, so no figure has an interval.");
    } else if (population.people() < 2) {
      notes.add("All test loans belong to one person, so no figure has an interval.");
    } else if (population.people() < ROUGH_BELOW_PEOPLE) {
      notes.add(
          "The test set has only %d people, so the intervals are rough."
              .formatted(population.people()));
    }
    if (ranking.hasBothOutcomes() && bootstrap.usable() < bootstrap.rounds()) {
      notes.add(
          "%d of %d bootstrap draws held loans of one outcome only and were left out."
              .formatted(bootstrap.rounds() - bootstrap.usable(), bootstrap.rounds()));
    }
    return notes;
  }
}
