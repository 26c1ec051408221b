package io.surety.prediction.scoring;

import io.surety.bundle.FieldProblem;
import io.surety.feature.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** What came of one item. */
sealed interface Scored {

  record Answered(ScoreAnswer answer) implements Scored {}

  /** No loan of the user counts at the date; it is told as far as the request named it. */
  record UnknownUser(UserId user, LocalDate asOf) implements Scored {

    String detail() {
      return "User %s has no loan that counts on %s.".formatted(user, asOf);
    }
  }

  /** The user is known, but not everything that the model insists on. */
  record UnscorableUser(UserId user, List<FieldProblem> problems) implements Scored {

    String detail() {
      return problems.stream()
          .map(FieldProblem::sentence)
          .collect(Collectors.joining(" ", "User " + user + " cannot be scored: ", ""));
    }
  }
}
