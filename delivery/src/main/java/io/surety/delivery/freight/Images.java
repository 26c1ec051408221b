package io.surety.delivery.freight;

import java.util.List;

/**
 * The images of one commit.
 *
 * @param registry where they are, by its id in Azure; empty where they are on one machine alone
 */
public record Images(String commit, String registry, List<Image> images) {

  public Images {
    images = List.copyOf(images);
  }

  /** The image of a deployable. */
  public Image require(String name) {
    return images.stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no image named %s.".formatted(name)));
  }
}
