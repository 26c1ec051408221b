package io.surety.delivery.aks;

import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.Image;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Toolbox;
import io.surety.delivery.tools.Toolbox.Answer;
import io.surety.delivery.training.Desk;
import io.surety.delivery.training.Desks;
import io.surety.delivery.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Opens a desk in a cluster: a Job made of the chart's own CronJob for training, so with its
 * identity, its network openings and its security, but of the image that was just built, and
 * standing still. Lines run in it by {@code kubectl exec}, which hands back exit codes and bytes as
 * they are; nothing has to be collected from logs.
 *
 * @param run what tells this run from others, whose desks stay as they are
 */
record ClusterDesks(Toolbox toolbox, Freight freight, Clusters clusters, String run)
    implements Desks {

  private static final String CRON_JOB = Release.NAME + "-train";

  /** Enters the cluster of an environment. */
  @FunctionalInterface
  interface Clusters {
    Cluster enter(Environment environment);
  }

  @Override
  public Desk open(Environment environment, Work work) {
    Cluster cluster = clusters.enter(environment);
    Images images = freight.require(Images.class);
    Image image = images.require(Image.TRAINING);
    String name =
        "%s-desk-%s-%s".formatted(Release.NAME, work.name().toLowerCase(Locale.ROOT), run);
    String cronJob =
        toolbox.ask(
            cluster
                .kubectl("get", "cronjob", CRON_JOB, "--output", "json")
                .supposing(DeskJob.SUPPOSED));
    Path file = freight.place("../%s.json".formatted(name));
    String registry = cluster.names().registryHost() + "/" + image.name() + "@" + image.digest();
    DeskJob job = new DeskJob(name, registry, work);
    if (!toolbox.onlyPrints()) {
      job.write(cronJob, file);
    }
    toolbox.run(cluster.kubectl("delete", "job", name, "--ignore-not-found", "--wait"));
    toolbox.run(cluster.kubectl("apply", "--filename", file.toString()));
    toolbox.run(
        cluster.kubectl(
            "wait", "job/" + name, "--for=jsonpath={.status.ready}=1", "--timeout=10m"));
    return new ClusterDesk(toolbox, cluster, name, image.entrypoint());
  }

  private record ClusterDesk(Toolbox toolbox, Cluster cluster, String name, List<String> entrypoint)
      implements Desk {

    @Override
    public Answer surety(String... arguments) {
      return toolbox.watch(Training.supposed(line(arguments)));
    }

    @Override
    public void save(Path file, String... arguments) {
      toolbox.save(line(arguments), file);
    }

    @Override
    public void bring(String inside, Path file) {
      toolbox.save(exec("cat", inside), file);
    }

    @Override
    public void close() {
      toolbox.run(cluster.kubectl("delete", "job", name, "--wait=false"));
    }

    private Line line(String... arguments) {
      return exec().and(entrypoint).and(arguments);
    }

    private Line exec(String... command) {
      return cluster.kubectl("exec", "job/" + name, "--").and(command);
    }
  }
}
