package io.surety.delivery.aks;

import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.Line;
import io.surety.delivery.tools.Tool;
import io.surety.delivery.tools.Toolbox;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The names of what {@code infra/} makes. Some are unique in all of Azure: the subscription makes
 * them so.
 *
 * @param instance tells a second one of the same environment apart, such as -b; empty for the first
 */
record AzureNames(Environment environment, String instance, String subscription) {

  private static final int SUFFIX = 5;

  AzureNames {
    if (!instance.matches("(-[a-z])?")) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "TF_VAR_INSTANCE is a hyphen and one small letter such as -b, or nothing (now %s)."
              .formatted(instance));
    }
  }

  /**
   * The names in the subscription that the variables name, or that is signed in to, of the instance
   * that Terraform is told too.
   */
  static AzureNames of(Toolbox toolbox, Map<String, String> variables, Environment environment) {
    String given = variables.getOrDefault("ARM_SUBSCRIPTION_ID", "");
    return new AzureNames(
        environment,
        variables.getOrDefault("TF_VAR_INSTANCE", variables.getOrDefault("TF_VAR_instance", "")),
        given.isEmpty()
            ? toolbox.ask(
                Line.of(Tool.AZ, "account", "show", "--query", "id", "--output", "tsv")
                    .supposing("SUBSCRIPTION"))
            : given);
  }

  String resourceGroup() {
    return "rg-" + name();
  }

  String cluster() {
    return "aks-" + name();
  }

  String registry() {
    return "cr" + joinedName() + suffix();
  }

  String registryHost() {
    return registry() + ".azurecr.io";
  }

  /** The registry by its id, as other environments name it whatever their subscription is. */
  String registryId() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ContainerRegistry/registries/%s"
        .formatted(subscription, resourceGroup(), registry());
  }

  String storageAccount() {
    return "st" + joinedName() + suffix();
  }

  String stateAccount() {
    return "stsuretystate" + suffix();
  }

  /** The key that images are signed with; it never leaves the vault. */
  String signingKey() {
    return "azurekms://kv-%s-%s.vault.azure.net/surety-images".formatted(name(), suffix());
  }

  private String name() {
    return "surety-" + environment + instance;
  }

  /** Where no hyphen is allowed. */
  private String joinedName() {
    return name().replace("-", "");
  }

  private String suffix() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(subscription.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, SUFFIX);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256.", impossible);
    }
  }
}
