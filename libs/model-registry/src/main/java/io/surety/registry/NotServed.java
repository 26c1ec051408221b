package io.surety.registry;

/** The alias points nowhere already. */
public final class NotServed extends DecisionRefused {

  NotServed(String sentences) {
    super(sentences);
  }
}
