package io.surety.delivery.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What runs is what was built and signed. */
class ImagesTest {

  @Test
  void namesEveryImageByItsDigestWhereDigestsAreGiven() {
    assertThat(Pods.of(Chart.rendered(Scenario.CANARY)))
        .extracting(pod -> pod.container().getImage())
        .allMatch(
            image -> image.matches("surety\\.azurecr\\.io/surety-[a-z-]+@sha256:[0-9a-f]{64}"))
        .hasSize(11);
  }

  @Test
  void namesByTagWhereNoDigestIsGiven() {
    assertThat(Pods.of(Chart.rendered(Scenario.PLAIN_SECRET)))
        .extracting(pod -> pod.container().getImage())
        .allMatch(image -> image.startsWith("registry.example.com/credit/surety-"))
        .allMatch(image -> image.endsWith(":0123456789ab"));
    assertThat(Pods.of(Chart.rendered(Scenario.BAKED)))
        .extracting(pod -> pod.container().getImage())
        .contains("loan-risk-7:development");
  }

  @Test
  void refusesATagInProduction() {
    assertThatThrownBy(() -> Chart.text(Given.production("images: {training: {digest: \"\"}}")))
        .hasMessageContaining("images.training.digest is empty");
  }

  @Test
  void givesACanaryAnImageOfItsOwnWhenItIsNamed() {
    String digest = "sha256:" + "4".repeat(64);
    Manifests manifests =
        Manifests.read(
            Chart.text(
                Given.production("canary: {phase: trial, digest: \"%s\"}".formatted(digest))));
    assertThat(Pods.of(manifests).filter(pod -> pod.container().getImage().endsWith(digest)))
        .singleElement()
        .satisfies(pod -> assertThat(pod.labels()).containsEntry("surety.io/alias", "canary"));
  }
}
