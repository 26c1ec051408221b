package io.surety.delivery.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/** Which secrets of a vault the CSI driver writes as files, and as whom it asks for them. */
final class SecretProviderClass extends Custom {

  private static final long serialVersionUID = 1L;

  @JsonProperty transient Spec spec = new Spec("", new Parameters("", "", "", "", ""));

  record Spec(String provider, Parameters parameters) {}

  record Parameters(
      String usePodIdentity,
      String clientID,
      String keyvaultName,
      String tenantID,
      String objects) {

    Parameters {
      Objects.requireNonNull(usePodIdentity);
    }
  }
}
