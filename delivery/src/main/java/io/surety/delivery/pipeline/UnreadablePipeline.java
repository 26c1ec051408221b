package io.surety.delivery.pipeline;

/** A file of the pipeline says something that this reader does not know, or nobody can. */
public final class UnreadablePipeline extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadablePipeline(String sentence) {
    super(sentence);
  }

  UnreadablePipeline(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
