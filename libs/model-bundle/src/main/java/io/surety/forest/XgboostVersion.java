package io.surety.forest;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The version of XGBoost that wrote a model file; one that is not read is refused. */
record XgboostVersion(int major, int minor, int patch) {

  /** Takes the three numbers of the file's {@code version}. */
  static XgboostVersion read(int[] numbers) {
    if (numbers.length != 3) {
      throw new UnreadableForest(
          "The forest's version must be three numbers, but is %s."
              .formatted(Arrays.toString(numbers)));
    }
    XgboostVersion version = new XgboostVersion(numbers[0], numbers[1], numbers[2]);
    if (!version.isAtLeast(1, 6)) {
      throw new UnreadableForest(
          ("The forest was written by XGBoost %s; forests of versions 1.6 to 3 are read: load it"
                  + " with one of them and save it again.")
              .formatted(version));
    }
    if (version.isAtLeast(4, 0)) {
      throw new UnreadableForest(
          ("The forest was written by XGBoost %s; forests of versions 1.6 to 3 are read: train it"
                  + " with one of them.")
              .formatted(version));
    }
    return version;
  }

  boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  /** Such as 3.0.4. */
  @Override
  public String toString() {
    return Arrays.stream(new int[] {major, minor, patch})
        .mapToObj(String::valueOf)
        .collect(Collectors.joining("."));
  }
}
