package io.surety.delivery.chart;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.surety.delivery.infra.Infrastructure;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The nodes that infra/ gives an environment, and what a pod finds on one of them.
 *
 * @param most how many there are at most
 * @param cpu what pods may ask of one node, in thousandths of a core
 * @param memory the same in bytes
 */
record NodePool(String name, int most, long cpu, long memory) {

  private static final Pattern DEFAULT_SIZE = Pattern.compile("\"(Standard_[A-Za-z0-9_]+)\"");
  private static final long GIB = 1L << 30;

  /**
   * What the DaemonSets of AKS ask of each node: network, disks, blobs, secrets, logs, metrics. An
   * assumption on the safe side, as Azure changes it; {@code kubectl describe node} tells.
   */
  private static final long DAEMONS_CPU = 600;

  private static final long DAEMONS_MEMORY = GIB;

  /** The pool that a pod lands on: the spot nodes for who asks for them, else the services'. */
  static NodePool of(Scenario environment, PodSpec pod) {
    String name = environment.name().toLowerCase(Locale.ROOT);
    boolean spot =
        Objects.requireNonNullElse(pod.getNodeSelector(), Map.<String, String>of())
            .containsKey("kubernetes.azure.com/scalesetpriority");
    return read(name, spot ? "batch_pool" : "service_pool");
  }

  private static NodePool read(String environment, String pool) {
    Infrastructure infra = Infrastructure.ofTheRepository();
    Map<String, String> settings = infra.values(environment).settings();
    String size =
        settings.getOrDefault(pool + ".vm_size", defaultSize(infra, pool)).replace("\"", "");
    int most = Integer.parseInt(Objects.requireNonNull(settings.get(pool + ".max")));
    return switch (size) {
      case "Standard_D2as_v5" -> sized(pool, most, 2_000 - 100, 8 * GIB);
      case "Standard_D4as_v5" -> sized(pool, most, 4_000 - 140, 16 * GIB);
      default ->
          throw new IllegalStateException(
              "Say here how many cores and how much memory a node of the size %s has."
                  .formatted(size));
    };
  }

  /** AKS keeps a quarter of the memory at most, and evicts pods below 100 MiB. */
  private static NodePool sized(String pool, int most, long cpu, long memory) {
    return new NodePool(
        pool, most, cpu - DAEMONS_CPU, memory - memory / 4 - GIB / 10 - DAEMONS_MEMORY);
  }

  private static String defaultSize(Infrastructure infra, String pool) {
    return Infrastructure.blocks(infra.folder(), "variable").stream()
        .filter(variable -> variable.name().equals(pool))
        .flatMap(variable -> variable.setting("type").stream())
        .flatMap(type -> DEFAULT_SIZE.matcher(type).results())
        .map(MatchResult::group)
        .findFirst()
        .orElse("");
  }
}
