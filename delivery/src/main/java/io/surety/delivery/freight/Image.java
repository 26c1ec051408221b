package io.surety.delivery.freight;

import java.util.List;

/**
 * An image as it was built.
 *
 * @param name one of the three deployables
 * @param reference registry, name and tag
 * @param digest {@code sha256:…}, what is deployed
 * @param entrypoint the program in it, for lines that run beside it
 */
public record Image(String name, String reference, String digest, List<String> entrypoint) {

  /** Name of the feature service's image. */
  public static final String FEATURES = "surety-feature-service";

  /** Name of the prediction service's image. */
  public static final String PREDICTIONS = "surety-prediction-service";

  /** Name of the training job's image. */
  public static final String TRAINING = "surety-training-job";

  /** The deployables and their files, in the order of building. */
  public static final List<Recipe> RECIPES =
      List.of(
          new Recipe(FEATURES, "Dockerfile.feature"),
          new Recipe(PREDICTIONS, "Dockerfile.prediction"),
          new Recipe(TRAINING, "Dockerfile.training"));

  /** What an image is built of. */
  public record Recipe(String name, String file) {}

  public Image {
    entrypoint = List.copyOf(entrypoint);
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "An image is known by its digest, and '%s' is none.".formatted(digest));
    }
  }

  /** Registry and name with the digest: the same bytes for ever. */
  public String pinned() {
    return repository() + "@" + digest;
  }

  /** Registry and name alone. */
  public String repository() {
    return reference.substring(0, reference.lastIndexOf(':'));
  }
}
