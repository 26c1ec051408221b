package io.surety.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a pod is in Entra ID, as the webhook of Azure's workload identity tells it in environment
 * variables: <a
 * href="https://azure.github.io/azure-workload-identity/docs/quick-start.html">azure-workload-identity</a>.
 *
 * @param tokenFile what Kubernetes says who the pod is; it is renewed, so it is read each time
 * @param authority where tokens are made, an https address that ends in a slash
 */
record WorkloadIdentity(String tenant, String client, Path tokenFile, URI authority) {

  private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com/";

  static WorkloadIdentity of(Map<String, String> environment) {
    return new WorkloadIdentity(
        require(environment, "AZURE_TENANT_ID"),
        require(environment, "AZURE_CLIENT_ID"),
        Path.of(require(environment, "AZURE_FEDERATED_TOKEN_FILE")),
        authority(environment.get("AZURE_AUTHORITY_HOST")));
  }

  private static String require(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new LoginRefused(
          "The workload identity needs the environment variable %s, which Azure sets in a pod labelled azure.workload.identity/use: \"true\"; label the pod, or log in with a password."
              .formatted(name));
    }
    return value;
  }

  private static URI authority(@Nullable String host) {
    String given = host == null || host.isBlank() ? PUBLIC_CLOUD : host;
    try {
      URI authority = new URI(given.endsWith("/") ? given : given + "/");
      if ("https".equals(authority.getScheme()) && authority.getHost() != null) {
        return authority;
      }
    } catch (URISyntaxException unreadable) {
      // Said below.
    }
    throw new LoginRefused(
        "AZURE_AUTHORITY_HOST is no https address; it looks like " + PUBLIC_CLOUD + ".");
  }
}
