package io.surety.batch;

/** A batch cannot be scored, or not so; the message says why and what to do next. */
public final class BatchFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Fails with a sentence. */
  public BatchFailed(String sentence) {
    super(sentence);
  }

  /** Fails with a sentence and what caused it. */
  public BatchFailed(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
