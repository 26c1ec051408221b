package io.surety.delivery.freight;

import java.util.List;
import java.util.Optional;

/** What stages would have left, for looking at the lines of one stage by itself. */
final class Supposed {

  static final String SHA256 = "0".repeat(64);

  private static final String COMMIT = "000000000000";

  static final List<Record> ALL =
      List.of(
          new Images(
              COMMIT,
              "REGISTRY",
              Image.RECIPES.stream().map(recipe -> image(recipe.name())).toList()),
          new Candidate("loan-risk/2", true, Optional.of("loan-risk/1")),
          new Decision("loan-risk/2", "NAME", "ID", "", "", "ANOTHER"),
          new Export(
              "loan-risk/2",
              "export.zip",
              SHA256,
              Optional.of("REGISTRY/surety-model@sha256:" + SHA256)));

  private Supposed() {}

  private static Image image(String name) {
    return new Image(
        name, "REGISTRY/" + name + ":" + COMMIT, "sha256:" + SHA256, List.of("surety"));
  }
}
