package io.surety.delivery.aks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.Repository;
import io.surety.delivery.stages.Environment;
import org.junit.jupiter.api.Test;

/** Names that the infrastructure makes and the delivery finds. */
class AzureNamesTest {

  @Test
  void namesWhatTheInfrastructureMakes() {
    AzureNames names = new AzureNames(Environment.PROD, "", "00000000-0000-0000-0000-000000000000");

    assertThat(names.registry()).matches("crsuretyprod[0-9a-f]{5}");
    assertThat(names.storageAccount()).isEqualTo("stsuretyprod" + names.registry().substring(12));
    assertThat(Repository.file("infra/main.tf"))
        .content()
        .contains(
            "\"surety-${var.environment}${var.instance}\"",
            "substr(sha256(data.azurerm_client_config.current.subscription_id), 0, 5)",
            "\"cr${local.joined_name}${local.suffix}\"",
            "\"st${local.joined_name}${local.suffix}\"",
            "\"kv-${local.name}-${local.suffix}\"",
            "\"aks-${local.name}\"",
            "\"rg-${local.name}\"");
  }

  @Test
  void namesASecondInstanceAsTheInfrastructureDoes() {
    AzureNames names = new AzureNames(Environment.PROD, "-b", "id");

    assertThat(names.resourceGroup()).isEqualTo("rg-surety-prod-b");
    assertThat(names.cluster()).isEqualTo("aks-surety-prod-b");
    assertThat(names.registryHost()).isEqualTo("crsuretyprodba5614.azurecr.io");
    assertThat(names.storageAccount()).isEqualTo("stsuretyprodba5614");
    assertThat(names.signingKey()).contains("kv-surety-prod-b-a5614.");
    assertThatThrownBy(() -> new AzureNames(Environment.PROD, "b", "id"))
        .hasMessageContaining("TF_VAR_INSTANCE is a hyphen and one small letter");
  }
}
