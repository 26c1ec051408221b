package io.surety.runs.mlflow;

/** An MLflow server answered, and did not do what it was asked. */
final class MlflowRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  MlflowRefused(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  /** MLflow's name of the error, such as {@code RESOURCE_DOES_NOT_EXIST}. */
  String code() {
    return code;
  }

  /** Whether the server would say the same of every run. */
  boolean concernsAll() {
    return status >= 500 || status == 401 || status == 403 || status == 429;
  }
}
