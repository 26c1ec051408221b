package io.surety.delivery.aks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The token of the chart's test, which nobody else gets to see. */
class SmokeTokenTest extends DeliveryToAks {

  @Test
  void testsWithATokenThatIsInNoLineAndNoFileAndGoneAfterwards() throws IOException {
    azure.aks().smoke(Environment.TEST);

    assertThat(tools.lines())
        .containsSubsequence(
            "az account get-access-token --scope 00000000-0000-0000-0000-00000000a9d1/.default --query accessToken --output tsv",
            kubectl("create --filename -"),
            tools.lines().stream()
                .filter(line -> line.startsWith("helm test surety"))
                .findFirst()
                .orElseThrow(),
            kubectl("delete secret surety-smoke-token --ignore-not-found"))
        .noneMatch(line -> line.contains("hidden-token"));
    assertThat(tools.fed())
        .singleElement()
        .asString()
        .contains("\"name\":\"surety-smoke-token\"", "\"token\":\"hidden-token\"");
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(file).content().doesNotContain("hidden-token"));
    }
  }

  @Test
  void removesTheTokenAlsoWhenTheTestFails() {
    tools.answering("helm test", "", 1);

    assertThatThrownBy(() -> azure.aks().smoke(Environment.TEST)).hasMessageContaining("helm test");
    assertThat(tools.lines())
        .last()
        .isEqualTo(kubectl("delete secret surety-smoke-token --ignore-not-found"));
  }

  @Test
  void saysWhatIsMissingWhereTheReleaseNamesNoAudience() {
    tools.answering("helm get values", "{}");

    assertThatThrownBy(() -> azure.aks().smoke(Environment.TEST))
        .hasMessageContaining("give security.audience in helm/site-test.yaml");
  }

  private String kubectl(String line) {
    return "kubectl --kubeconfig %s --namespace surety %s"
        .formatted(home.resolve("target/kube-test"), line);
  }
}
