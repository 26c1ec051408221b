package io.surety.batching;

/** A question was not answered until its end. */
public final class OutOfTime extends RuntimeException {

  OutOfTime() {
    super("There was no answer in time, because those before it took too long.");
  }
}
