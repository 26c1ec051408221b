package io.surety.delivery.chart;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What runs: each pod that the manifests would start, whatever starts it. */
final class Pods {

  private Pods() {}

  /**
   * A pod before it runs.
   *
   * @param owner the manifest that starts it
   */
  record Template(HasMetadata owner, Map<String, String> labels, PodSpec spec) {

    /** The one container that each pod of this chart has. */
    Container container() {
      return spec.getContainers().getFirst();
    }

    String component() {
      return Objects.requireNonNull(labels.get("app.kubernetes.io/component"));
    }

    /** A setting of the container, or an empty text. */
    String setting(String name) {
      return container().getEnv().stream()
          .filter(variable -> variable.getName().equals(name))
          .map(EnvVar::getValue)
          .findFirst()
          .orElse("");
    }

    boolean has(Map<String, String> selector) {
      return labels.entrySet().containsAll(selector.entrySet());
    }

    @Override
    public String toString() {
      return owner.getKind() + " " + owner.getMetadata().getName();
    }
  }

  static Stream<Template> of(Manifests manifests) {
    return manifests.all().stream().flatMap(Pods::templates);
  }

  static Template of(Deployment deployment) {
    var template = deployment.getSpec().getTemplate();
    return new Template(deployment, template.getMetadata().getLabels(), template.getSpec());
  }

  private static Stream<Template> templates(HasMetadata owner) {
    return switch (owner) {
      case Deployment deployment -> Stream.of(of(deployment));
      case Job job -> {
        var template = job.getSpec().getTemplate();
        yield Stream.of(new Template(job, template.getMetadata().getLabels(), template.getSpec()));
      }
      case CronJob cron -> {
        var template = cron.getSpec().getJobTemplate().getSpec().getTemplate();
        yield Stream.of(new Template(cron, template.getMetadata().getLabels(), template.getSpec()));
      }
      case Pod pod -> Stream.of(new Template(pod, pod.getMetadata().getLabels(), pod.getSpec()));
      default -> Stream.empty();
    };
  }
}
