package io.surety.training;

/** The data cannot train the model that the spec asks for; the message says why and what helps. */
public final class TrainingRefused extends RuntimeException {

  TrainingRefused(String sentence) {
    super(sentence);
  }
}
