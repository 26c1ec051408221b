package io.surety.delivery.aks;

import io.surety.delivery.training.Desks;
import io.surety.terminal.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Job of a desk, made of a CronJob. It ends by itself when nobody closes it. */
record DeskJob(String name, String image, Desks.Work work) {

  static final String SUPPOSED =
      """
      {"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"train"}]}}}}}}
      """;

  private static final String BLOB_DRIVER = "blob.csi.azure.com";
  private static final int LONGEST_SECONDS = 4 * 3600;
  private static final JsonMapper JSON = new JsonMapper();

  /** Writes the manifest to a file. */
  void write(String cronJob, Path file) {
    try {
      Files.writeString(file, manifest(cronJob).toPrettyString());
    } catch (IOException failure) {
      throw new CommandFailed(
          "The file %s cannot be written (%s).".formatted(file, failure.getMessage()), failure);
    }
  }

  /** The manifest. */
  ObjectNode manifest(String cronJob) {
    JsonNode template = JSON.readTree(cronJob).path("spec").path("jobTemplate");
    if (!(template.path("spec").path("template").path("spec").path("containers").path(0)
        instanceof ObjectNode)) {
      throw new CommandFailed(
          "The CronJob for training has no container; check the chart's folder templates/training.");
    }
    ObjectNode job = JSON.createObjectNode();
    job.put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode metadata = job.putObject("metadata").put("name", name);
    if (template.path("metadata").path("labels").isObject()) {
      metadata.set("labels", template.path("metadata").path("labels").deepCopy());
    }
    ObjectNode spec = (ObjectNode) template.path("spec").deepCopy();
    job.set("spec", spec);
    spec.remove("podFailurePolicy");
    spec.put("backoffLimit", 0)
        .put("activeDeadlineSeconds", LONGEST_SECONDS)
        .put("ttlSecondsAfterFinished", 600);
    ObjectNode pod = (ObjectNode) spec.path("template").path("spec");
    standStill((ObjectNode) pod.path("containers").path(0));
    leaveStorage(pod);
    pod.put("serviceAccountName", work.account());
    if (work != Desks.Work.TRAINING) {
      takeLittle(pod);
    }
    return job;
  }

  /**
   * A desk writes nothing that outlives it, and storage is mounted with the identity of who trains:
   * in its place are folders that go with the pod.
   */
  private static void leaveStorage(ObjectNode pod) {
    for (JsonNode volume : pod.path("volumes")) {
      JsonNode csi = volume.path("csi").path("driver");
      if (volume.has("persistentVolumeClaim") || csi.asString("").equals(BLOB_DRIVER)) {
        ObjectNode folder = (ObjectNode) volume;
        folder.remove(List.of("persistentVolumeClaim", "csi"));
        folder.putObject("emptyDir").put("sizeLimit", "1Gi");
      }
    }
  }

  private void requireOwnPassword() {
    if (!work.login().equals(Desks.Work.TRAINING.login())) {
      throw new CommandFailed(
          "The pods of this release have passwords for the database, each its own, so a desk cannot be %s: set database.identity to workload in the site's values, as the pipeline needs it."
              .formatted(work.login()));
    }
  }

  /** Only training takes much, and may wait for a node that comes and goes. */
  private static void takeLittle(ObjectNode pod) {
    pod.remove(List.of("nodeSelector", "tolerations"));
    ObjectNode resources = ((ObjectNode) pod.path("containers").path(0)).putObject("resources");
    resources.putObject("requests").put("cpu", "250m").put("memory", "512Mi");
    resources.putObject("limits").put("memory", "512Mi");
  }

  private void standStill(ObjectNode container) {
    container.remove("args");
    container.put("image", image);
    ArrayNode command = container.putArray("command");
    command.add("sleep").add(Integer.toString(LONGEST_SECONDS));
    for (JsonNode variable : container.path("env")) {
      switch (variable.path("name").asString("")) {
        case "SURETY_DATABASE_USER" -> ((ObjectNode) variable).put("value", work.login());
        case "SURETY_DATABASE_PASSWORD_FILE" -> requireOwnPassword();
        default -> {}
      }
    }
  }
}
