package io.surety.benchmarks.load;

/** A round that shows nothing: a refusal, a broken connection, or no answer in time. */
public final class LoadFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LoadFailed(String sentence) {
    super(sentence);
  }
}
