package io.surety.training;

/** No model was made of this spec and these data; the message says why and what helps. */
public final class TrainingRefused extends RuntimeException {

  TrainingRefused(String sentence) {
    super(sentence);
  }
}
