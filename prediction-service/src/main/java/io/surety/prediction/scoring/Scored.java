package io.surety.prediction.scoring;

import io.surety.bundle.FieldProblem;
import io.surety.feature.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** What came of one item. */
sealed interface Scored {

  record Answered(ScoreAnswer answer) implements Scored {}

  /** Nothing could be answered for this item, which says nothing about the others. */
  record Refused(ScoringProblem type, String detail) implements Scored {

    /** No loan of the user counts at the date. */
    static Refused unknown(UserId user, LocalDate asOf) {
      return new Refused(
          ScoringProblem.USER_NOT_FOUND,
          "User %s has no loan that counts on %s.".formatted(user, asOf));
    }

    /** The user is known, but not everything that the model insists on. */
    static Refused unscorable(UserId user, List<FieldProblem> problems) {
      return new Refused(
          ScoringProblem.USER_NOT_SCORABLE,
          problems.stream()
              .map(FieldProblem::sentence)
              .collect(Collectors.joining(" ", "User " + user + " cannot be scored: ", "")));
    }
  }
}
