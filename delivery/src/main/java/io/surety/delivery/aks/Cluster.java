package io.surety.delivery.aks;

import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import java.nio.file.Path;

/** The cluster of an environment, entered as whoever is signed in to Azure. */
record Cluster(Toolbox toolbox, AzureNames names, Path kubeconfig) {

  static final String NAMESPACE = "surety";

  /** Enters the cluster; what is left on this machine is an address, no secret. */
  static Cluster enter(Toolbox toolbox, AzureNames names, Path folder) {
    Environment environment = names.environment();
    Path kubeconfig = folder.resolve("kube-" + environment);
    toolbox.run(
        Line.of(
            Tool.AZ,
            "aks",
            "get-credentials",
            "--resource-group",
            names.resourceGroup(),
            "--name",
            names.cluster(),
            "--file",
            kubeconfig.toString(),
            "--overwrite-existing"));
    toolbox.run(
        Line.of(
            Tool.KUBELOGIN,
            "convert-kubeconfig",
            "--login",
            "azurecli",
            "--kubeconfig",
            kubeconfig.toString()));
    return new Cluster(toolbox, names, kubeconfig);
  }

  /** A line of kubectl in Surety's namespace. */
  Line kubectl(String... arguments) {
    return Line.of(Tool.KUBECTL, "--kubeconfig", kubeconfig.toString(), "--namespace", NAMESPACE)
        .and(arguments);
  }

  /** A line of helm in Surety's namespace. */
  Line helm(String... arguments) {
    return Line.of(Tool.HELM)
        .and(arguments)
        .and("--kubeconfig", kubeconfig.toString(), "--namespace", NAMESPACE);
  }
}
