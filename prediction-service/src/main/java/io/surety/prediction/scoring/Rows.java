package io.surety.prediction.scoring;

import io.surety.bundle.Binding;
import io.surety.bundle.UnfitColumns;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import java.util.List;

/** Takes the row out of a binding, or refuses the request with row and field named. */
final class Rows {

  private Rows() {}

  /**
   * The row that was bound.
   *
   * @param path of the row in the request, such as {@code [3]} or {@code data[3]}; may be empty
   */
  static double[] require(Binding binding, String path) {
    return switch (binding) {
      case Binding.Bound bound -> bound.row();
      case Binding.Refused refused -> throw refused(refused.problems(), path);
    };
  }

  /** The refusal of the names of columns that are found at this path. */
  static MalformedRequest refused(UnfitColumns unfit, String path) {
    return refused(unfit.problems(), path);
  }

  private static MalformedRequest refused(
      List<io.surety.bundle.FieldProblem> problems, String path) {
    if (path.isEmpty() && problems.getFirst().field().isEmpty()) {
      return MalformedRequest.because(problems.getFirst().sentence());
    }
    return MalformedRequest.of(
        problems.stream()
            .map(problem -> new FieldProblem(place(path, problem.field()), problem.sentence()))
            .toList());
  }

  private static String place(String path, String field) {
    return path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
  }
}
