package io.surety.delivery.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.infra.Terraform.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether infra/ is written as terraform writes it, asked of terraform where it is installed. */
class TerraformFormatTest {

  @TempDir Path folder;

  @Test
  void isFormattedAsTerraformFormats() throws Exception {
    Outcome outcome =
        new Terraform(folder)
            .run(Infrastructure.ofTheRepository().folder(), "fmt", "-check", "-recursive", "-diff");
    assertThat(outcome.status())
        .as("run terraform fmt -recursive in infra: " + outcome.printed())
        .isZero();
  }

  @Test
  void seesAFileThatIsNotFormatted() throws Exception {
    Files.writeString(folder.resolve("x.tf"), "locals {\n      a=1\n}\n");
    assertThat(new Terraform(folder).run(folder, "fmt", "-check", "-recursive").status())
        .isNotZero();
  }
}
