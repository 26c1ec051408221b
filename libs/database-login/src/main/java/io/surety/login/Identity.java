package io.surety.login;

import java.util.Map;
import org.postgresql.PGProperty;

/** What a process shows the database to be let in. */
public enum Identity {
  /** A password, from a file. */
  PASSWORD,

  /** An access token of Entra ID, which the pod's workload identity is exchanged for. */
  WORKLOAD;

  /**
   * What the driver is to be told for it.
   *
   * @param environment the variables of the process, which say who it is
   * @throws LoginRefused when they do not
   */
  public Map<String, String> properties(Map<String, String> environment) {
    return switch (this) {
      case PASSWORD -> Map.of();
      case WORKLOAD -> {
        WorkloadIdentity.of(environment);
        yield Map.of(
            PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.getName(),
            WorkloadPassword.class.getName());
      }
    };
  }
}
