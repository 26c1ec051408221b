package io.surety.delivery.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.infra.Terraform.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the provider says about infra/, on a machine where {@code terraform init -backend=false} has
 * brought it; nothing is asked of Azure.
 */
class TerraformIT {

  private final Path infra = Infrastructure.ofTheRepository().folder();

  @TempDir Path folder;

  @BeforeEach
  void requireProvider() {
    if (!Files.isDirectory(infra.resolve(".terraform").resolve("providers"))) {
      Terraform.skip(
          "infra/ was not validated against the provider, which is not there; run"
              + " terraform init -backend=false in infra to fetch it.");
    }
  }

  @Test
  void isValidForTheProvider() throws Exception {
    Outcome outcome = new Terraform(folder).run(infra, "validate", "-no-color");
    assertThat(outcome.status()).as(outcome.printed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "prod"})
  void plansEachEnvironmentWithAProviderThatIsMadeUp(String environment) throws Exception {
    Outcome outcome =
        new Terraform(folder)
            .run(infra, "test", "-no-color", "-var-file=environments/" + environment + ".tfvars");
    assertThat(outcome.status()).as(outcome.printed()).isZero();
    assertThat(outcome.printed()).contains("Success!");
  }
}
