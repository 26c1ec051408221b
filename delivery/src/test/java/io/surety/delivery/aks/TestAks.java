package io.surety.delivery.aks;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.tools.NotedLines;
import io.surety.delivery.tools.PinnedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delivery of the commit {@code new} with the export of {@code loan-risk/2}, to clusters in which
 * {@code old} serves until a test says otherwise.
 */
public final class TestAks {

  static final String OLD = "sha256:" + "a".repeat(64);
  static final String NEW = "sha256:" + "b".repeat(64);

  /** Where images were built. */
  static final String DEV_REGISTRY =
      "/subscriptions/id/resourceGroups/rg-surety-dev/providers/Microsoft.ContainerRegistry/registries/crsuretydeva5614";

  private static final String JOB =
      """
      {"spec":{"jobTemplate":{"spec":{"template":{"spec":{"serviceAccountName":"surety-training-job",
       "nodeSelector":{"kubernetes.azure.com/scalesetpriority":"spot"},"tolerations":[{"operator":"Exists"}],
       "containers":[{"name":"train","args":["train"],"env":[{"name":"SURETY_DATABASE_USER","value":"surety_training"}],
        "resources":{"requests":{"cpu":"2","memory":"2Gi"},"limits":{"memory":"4Gi"}}}],
       "volumes":[{"name":"tmp","emptyDir":{"sizeLimit":"1Gi"}},
        {"name":"reports","csi":{"driver":"blob.csi.azure.com","volumeAttributes":{"clientID":"of-training"}}},
        {"name":"models","persistentVolumeClaim":{"claimName":"models"}},
        {"name":"password","csi":{"driver":"secrets-store.csi.k8s.io"}},
        {"name":"database-ca","configMap":{"name":"surety-database-ca"}}]}}}}}}
      """;

  private final Path home;
  private final NotedLines tools;

  /** Leaves the freight in a folder that is the repository. */
  public TestAks(Path home) throws IOException {
    this.home = home;
    Files.writeString(
        Files.createDirectories(home.resolve("infra")).resolve("cosign.pub"), "public key");
    Files.createDirectories(home.resolve("target/ship"));
    Freight freight = freight();
    freight.leave(
        new Images(
            "new",
            DEV_REGISTRY,
            Image.RECIPES.stream()
                .map(recipe ->
                    new Image(
                        recipe.name(),
                        "crsuretydeva5614.azurecr.io/" + recipe.name() + ":new",
                        NEW,
                        List.of("surety")))
                .toList()));
    freight.write("export.zip", "zip");
    freight.write("evidence.json", "{\"sha256\":\"1\",\"evidence_sha256\":\"2\"}");
    freight.leave(new Export("loan-risk/2", "export.zip", export(), Optional.empty()));
    tools =
        new NotedLines()
            .answering("rev-parse", "new")
            .answering("get cronjob", JOB)
            .answering(
                "models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"champion\"]}]")
            .answering("get-access-token", "hidden-token")
            .answering("helm get values", inPhase("promoted"))
            .answering("helm history", history("deploy old"))
            .answering(
                "show loan-risk/2 --json", shown("2", decision("promoted", "automatic", export())));
  }

  /** What answers its lines, and notes them. */
  public NotedLines tools() {
    return tools;
  }

  /** The delivery. */
  public AksDestination aks() {
    return aks(Map.of());
  }

  /** The delivery with more variables. */
  AksDestination aks(Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("SURETY_CANARY_WATCH", "PT1M");
    variables.put("ARM_SUBSCRIPTION_ID", "id");
    return new AksDestination(
        tools,
        freight(),
        home,
        home.resolve("target"),
        new PinnedTools(home.resolve("target/tools")),
        variables,
        () -> {
          throw new AssertionError("nobody is asked");
        },
        List.of(),
        time -> {});
  }

  /** The lines that changed a release. */
  public List<String> upgrades() {
    return tools.lines().stream().filter(line -> line.startsWith("helm upgrade")).toList();
  }

  /** The lines that took the champion back. */
  List<String> takenBack() {
    return tools.lines().stream()
        .filter(line -> line.contains("exec job/surety-desk-approval-new -- surety rollback"))
        .toList();
  }

  /** The hash of the export. */
  String export() {
    return freight().sha256("export.zip");
  }

  private Freight freight() {
    return new Freight(home.resolve("target/ship"));
  }

  /** The values of a release in a phase of its canary. */
  public static String inPhase(String phase) {
    return "{\"canary\":{\"phase\":\"%1$s\"},\"security\":{\"audience\":\"00000000-0000-0000-0000-00000000a9d1\"},\"images\":{\"featureService\":{\"digest\":\"%2$s\"},\"predictionService\":{\"digest\":\"%2$s\"}}}"
        .formatted(phase, OLD);
  }

  /** The revisions of a release, oldest first. */
  static String history(String... descriptions) {
    StringBuilder json = new StringBuilder("[");
    for (int index = 0; index < descriptions.length; index++) {
      String status = index == descriptions.length - 1 ? "deployed" : "superseded";
      json.append(index == 0 ? "" : ",")
          .append(
              "{\"revision\":%d,\"status\":\"%s\",\"description\":\"%s\"}"
                  .formatted(
                      index + 1,
                      descriptions[index].startsWith("Upgrade") ? "failed" : status,
                      descriptions[index]));
    }
    return json.append("]").toString();
  }

  /** The version as its registry shows it, champion by what was decided last. */
  static String shown(String evidence, String... decisions) {
    return "{\"sha256\":\"1\",\"evidence_sha256\":\"%s\",\"aliases\":[\"champion\"],\"decisions\":[%s]}"
        .formatted(evidence, String.join(",", decisions));
  }

  /** A decision that made it champion. */
  static String decision(String kind, String signedAs, String reason) {
    return "{\"kind\":\"%s\",\"alias\":\"champion\",\"signed_as\":\"%s\",\"reason\":\"deployed with the export %s\"}"
        .formatted(kind, signedAs, reason);
  }
}
