package io.surety.prediction.features;

import io.surety.web.StartRefused;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who this service is in Entra ID, as Azure's workload identity tells a pod.
 *
 * @param authority where Entra ID is, ending with a slash
 * @param tenant the directory
 * @param client the service's own identity
 * @param tokenFile a token of Kubernetes that Entra ID takes as proof of it
 */
record WorkloadIdentity(String authority, String tenant, String client, Path tokenFile) {

  static WorkloadIdentity of(Map<String, String> environment) {
    return new WorkloadIdentity(
        environment.getOrDefault("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com/"),
        require("AZURE_TENANT_ID", environment),
        require("AZURE_CLIENT_ID", environment),
        Path.of(require("AZURE_FEDERATED_TOKEN_FILE", environment)));
  }

  private static String require(String name, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new StartRefused(
          "surety.features.identity is exchange, but the environment has no " + name + ".",
          "Give the pod a service account with workload identity, or set surety.features.identity to forward.");
    }
    return value;
  }
}
