package io.surety.runs.mlflow;

/** What names an MLflow server names none. */
public final class UnusableMlflow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableMlflow(String sentence) {
    super(sentence);
  }
}
