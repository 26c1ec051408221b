package io.surety.registry;

import java.util.regex.Pattern;

/** A name that points at an approved version of a model, such as {@code champion}. */
public record Alias(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** The version that answers requests. */
  public static final Alias CHAMPION = new Alias("champion");

  /** The version that answers a share of requests, before it answers all. */
  public static final Alias CANARY = new Alias("canary");

  /** The version that scores in shadow what another answers, and answers nobody. */
  public static final Alias CHALLENGER = new Alias("challenger");

  /** Refuses names that no alias can have. */
  public Alias {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "An alias is lower-case letters, digits and hyphens, begins with a letter and has at most"
              + " 63 characters, but this one is '"
              + name
              + "'.");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
