package io.surety.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one version of one model, written {@code loan-risk/3}. What is registered takes the next
 * number; a number may be missing where a version was admitted from another registry.
 */
public record ModelVersion(String name, int number) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern WRITTEN =
      Pattern.compile("(?<name>" + NAME.pattern() + ")/(?<number>[1-9][0-9]{0,8})");

  /** Refuses names and numbers that no version can have. */
  public ModelVersion {
    requireModelName(name);
    if (number < 1) {
      throw new IllegalArgumentException(
          "Versions of a model are numbered from 1, but this number is " + number + ".");
    }
  }

  /** Reads a version as {@link #toString} writes it. */
  public static ModelVersion parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "A model version is written like loan-risk/3, but this says '" + text + "'.");
    }
    return new ModelVersion(matcher.group("name"), Integer.parseInt(matcher.group("number")));
  }

  static void requireModelName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A model name is lower-case letters, digits and hyphens, begins with a letter and has at"
              + " most 63 characters, but this one is '"
              + name
              + "'.");
    }
  }

  @Override
  public String toString() {
    return name + "/" + number;
  }
}
