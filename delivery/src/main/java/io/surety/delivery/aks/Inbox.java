package io.surety.delivery.aks;

import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The loans that lie in the inbox of an environment, taken in now instead of by the schedule. A
 * file that was taken before changes nothing.
 */
record Inbox(Toolbox toolbox, Cluster cluster, CanaryWatch.Pause pause, String run) {

  private static final String CRON_JOB = Release.NAME + "-ingest";
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  /** Takes them in; an installation whose chart takes in no files has its loans by other ways. */
  void takeIn() {
    String found =
        toolbox.ask(
            cluster
                .kubectl("get", "cronjob", CRON_JOB, "--ignore-not-found", "--output", "name")
                .supposing("cronjob.batch/" + CRON_JOB));
    if (found.isEmpty()) {
      return;
    }
    String name = CRON_JOB + "-" + run;
    toolbox.run(cluster.kubectl("delete", "job", name, "--ignore-not-found", "--wait"));
    toolbox.run(cluster.kubectl("create", "job", name, "--from=cronjob/" + CRON_JOB));
    boolean done = isDone(name);
    toolbox.watch(cluster.kubectl("logs", "job/" + name));
    if (!done) {
      throw new CommandFailed(
          "The loans in the inbox could not be taken in, so nothing was trained; the lines above say why. Mend or remove the file that they name and run this stage again.");
    }
  }

  /** Waits for the end, which the deadline of the job brings at last. */
  private boolean isDone(String name) {
    while (true) {
      JsonNode job =
          JSON.readTree(
              toolbox.ask(
                  cluster
                      .kubectl("get", "job", name, "--output", "json")
                      .supposing(
                          "{\"status\":{\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]}}")));
      if (has(job, "Complete")) {
        return true;
      }
      if (has(job, "Failed")) {
        return false;
      }
      pause.take(BETWEEN_LOOKS);
    }
  }

  private static boolean has(JsonNode job, String condition) {
    return job.path("status")
        .path("conditions")
        .valueStream()
        .filter(each -> each.path("type").asString("").equals(condition))
        .anyMatch(each -> each.path("status").asString("").equals("True"));
  }
}
