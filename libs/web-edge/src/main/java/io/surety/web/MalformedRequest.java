package io.surety.web;

import java.util.List;
import java.util.stream.Collectors;

/** A request that cannot be understood; it names the fields at fault. */
public final class MalformedRequest extends RuntimeException {

  private static final int MOST_ERRORS = 20;

  private final String detail;
  private final transient List<FieldProblem> errors;

  private MalformedRequest(String detail, List<FieldProblem> errors) {
    super(detail, null, false, false);
    this.detail = detail;
    this.errors = errors;
  }

  /** Something is wrong with the request as a whole. */
  public static MalformedRequest because(String detail) {
    return new MalformedRequest(detail, List.of());
  }

  /** Something is wrong at one place; an empty field is the whole body. */
  public static MalformedRequest at(String field, String problem) {
    return field.isEmpty() ? because(problem) : of(List.of(new FieldProblem(field, problem)));
  }

  /** Something is wrong at each of these places, of which the first 20 are told. */
  public static MalformedRequest of(List<FieldProblem> errors) {
    List<FieldProblem> told = errors.subList(0, Math.min(errors.size(), MOST_ERRORS));
    String detail =
        told.stream()
            .map(error -> error.field() + ": " + error.problem())
            .collect(Collectors.joining(" "));
    int untold = errors.size() - told.size();
    return new MalformedRequest(
        untold == 0 ? detail : detail + " There are " + untold + " more problems.",
        List.copyOf(told));
  }

  /** What is wrong, in a sentence or several. */
  public String detail() {
    return detail;
  }

  /** The fields at fault; empty when the request as a whole is. */
  public List<FieldProblem> errors() {
    return errors;
  }
}
