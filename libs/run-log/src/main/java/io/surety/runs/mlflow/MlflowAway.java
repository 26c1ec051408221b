package io.surety.runs.mlflow;

/** An MLflow server did not answer in time, or not in MLflow's words. */
final class MlflowAway extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MlflowAway(String why, Throwable cause) {
    super(why, cause);
  }
}
