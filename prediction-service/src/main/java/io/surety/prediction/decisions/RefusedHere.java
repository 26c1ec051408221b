package io.surety.prediction.decisions;

/**
 * What the registry would be asked for is refused before, with one of the problems of decisions.
 */
final class RefusedHere extends RuntimeException {

  private final DecisionProblem type;
  private final String detail;

  RefusedHere(DecisionProblem type, String detail) {
    super(detail, null, false, false);
    this.type = type;
    this.detail = detail;
  }

  DecisionProblem type() {
    return type;
  }

  String detail() {
    return detail;
  }
}
