package io.surety.featurestore;

/**
 * What was known at the moment asked for can still change; the message says what to ask instead.
 */
public final class MomentRefused extends RuntimeException {

  MomentRefused(String message) {
    super(message);
  }
}
