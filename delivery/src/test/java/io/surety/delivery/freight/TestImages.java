package io.surety.delivery.freight;

import java.util.List;

/** Images as a stage leaves them that built on one machine. */
public final class TestImages {

  private TestImages() {}

  /** One of each recipe, all of a commit. */
  public static Images of(String commit) {
    return new Images(
        commit,
        "",
        Image.RECIPES.stream()
            .map(recipe ->
                new Image(
                    recipe.name(),
                    recipe.name() + ":" + commit,
                    "sha256:" + "1".repeat(64),
                    List.of("surety")))
            .toList());
  }
}
