package io.surety.delivery.training;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The version of an export as it is in the registry of an environment. */
public record ArrivedModel(Toolbox toolbox, Desks desks, Freight freight, Environment environment) {

  private static final String ARRIVED = "arrived.json";
  private static final String MODELS = "models.json";
  private static final String CHAMPION = "champion";

  /** Refuses a registry whose bundle or evidence is not the one that was approved. */
  public void requireSame(Export export) {
    show(export).ifPresent(arrived -> compare(export, arrived));
  }

  /** Refuses also a registry in which the version that was deployed is not the champion. */
  public void requireChampion(Export export) {
    show(export)
        .ifPresent(arrived -> {
          compare(export, arrived);
          if (!isChampion(arrived)) {
            throw new CommandFailed(
                "%1$s was deployed and is not the champion of %2$s: people took it back there, and what people took back is promoted by people alone. './surety show %1$s' says who and why. Promote it by './surety promote %1$s --to champion --by NAME --reason TEXT' and run this stage again, or deliver another version."
                    .formatted(export.version(), environment));
          }
        });
  }

  /**
   * Gives the champion's place back where this version has it by the promotion of this export;
   * leaves alone what people, or another export, made champion.
   *
   * @return true when it was taken back
   */
  public boolean takeBack(Export export) {
    try (Desk desk = desks.open(environment, Desks.Work.APPROVAL)) {
      if (!serves(desk, export) || !promoted(desk, export)) {
        return false;
      }
      if (!desk.surety(
              "rollback",
              "--automatic",
              "--model",
              export.version().substring(0, export.version().indexOf('/')),
              "--by",
              "deployment",
              "--reason",
              "The deployment that promoted " + export.version() + " failed.")
          .ok()) {
        throw new CommandFailed(
            "%s could not be taken back and is still the champion of %s: the lines above say why; './surety rollback' takes it back by hand."
                .formatted(export.version(), environment));
      }
      return true;
    }
  }

  /** The version as the registry shows it; nothing when lines are only printed. */
  private Optional<JsonNode> show(Export export) {
    try (Desk desk = desks.open(environment, Desks.Work.READING)) {
      return show(desk, export);
    }
  }

  private Optional<JsonNode> show(Desk desk, Export export) {
    return saved(desk, ARRIVED, "show", export.version(), "--json");
  }

  private void compare(Export export, JsonNode arrived) {
    JsonNode approved =
        freight
            .tree("evidence.json")
            .orElseThrow(() ->
                new CommandFailed(
                    "There is no evidence.json to compare the registry of %s with: download the artifact 'approved' of the run."
                        .formatted(environment)));
    for (String hash : List.of("sha256", "evidence_sha256")) {
      if (!approved.path(hash).asString("?").equals(arrived.path(hash).asString(""))) {
        throw new CommandFailed(
            "The registry of %s has another %s for %s (%s) than the one that was approved (%s)."
                .formatted(
                    environment,
                    hash,
                    export.version(),
                    arrived.path(hash).asString("none"),
                    approved.path(hash).asString("none")));
      }
    }
  }

  private boolean serves(Desk desk, Export export) {
    return saved(desk, MODELS, "models", "--json")
        .map(models ->
            models
                .valueStream()
                .filter(each -> each.path("version").asString("").equals(export.version()))
                .anyMatch(ArrivedModel::isChampion))
        .orElse(true);
  }

  /** True when the version is champion because a program deployed this export. */
  private boolean promoted(Desk desk, Export export) {
    return show(desk, export)
        .map(version ->
            version
                .path("decisions")
                .valueStream()
                .filter(decision -> decision.path("alias").asString("").equals(CHAMPION))
                .reduce((earlier, later) -> later)
                .filter(last -> last.path("kind").asString("").equals("promoted"))
                .filter(last -> last.path("signed_as").asString("").equals("automatic"))
                .filter(last -> last.path("reason").asString("").contains(export.sha256()))
                .isPresent())
        .orElse(true);
  }

  private Optional<JsonNode> saved(Desk desk, String file, String... line) {
    desk.save(freight.place(file), line);
    return toolbox.onlyPrints() ? Optional.empty() : freight.tree(file);
  }

  private static boolean isChampion(JsonNode version) {
    return version
        .path("aliases")
        .valueStream()
        .anyMatch(alias -> alias.asString("").equals(CHAMPION));
  }
}
