package io.surety.delivery.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.TestImages;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.NotedLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Docker Compose takes back of a deployment that failed. */
class ComposeDestinationTest {

  private static final String SHA256 = "ab".repeat(32);
  private static final String BACK = "docker tag surety-prediction-service:prod-before";

  @TempDir Path folder;

  private final NotedLines lines =
      new NotedLines()
          .answering(
              "show loan-risk/2 --json",
              "{\"decisions\":[{\"kind\":\"promoted\",\"alias\":\"champion\",\"signed_as\":\"automatic\",\"reason\":\"deployed with the export %s\"}]}"
                  .formatted(SHA256));

  @BeforeEach
  void leaveFreight() {
    Freight freight = new Freight(folder);
    freight.leave(TestImages.of("abc"));
    freight.leave(new Export("loan-risk/2", "export.zip", SHA256, Optional.empty()));
  }

  private ComposeDestination compose(String champion) {
    lines.answering(
        "models --json",
        "[{\"version\":\"loan-risk/%s\",\"aliases\":[\"champion\"]}]".formatted(champion));
    Freight freight = new Freight(folder);
    return new ComposeDestination(
        lines,
        freight,
        Map.of(),
        new ComposeStack(lines),
        new ComposeDesks(lines, freight),
        () -> {
          throw new AssertionError("nobody is asked");
        },
        "Dana",
        List.of());
  }

  @Test
  void takesTheChampionBackBeforeTheImages() {
    compose("2").rollback(Environment.PROD);

    assertThat(lines.lines())
        .anyMatch(line -> line.contains("surety rollback --automatic --model loan-risk"))
        .anyMatch(line -> line.startsWith(BACK));
  }

  @Test
  void leavesTheChampionThatServedWhenTheExportWasNotAdmitted() {
    compose("1").rollback(Environment.PROD);

    assertThat(lines.lines())
        .noneMatch(line -> line.contains("surety rollback"))
        .anyMatch(line -> line.startsWith(BACK));
  }

  @Test
  void goesBackFromAPromotionThatFailedAndOnlyWithdrawsACanary() {
    compose("1").withdraw(Environment.PROD);
    assertThat(lines.lines())
        .anyMatch(line -> line.contains("rm --stop --force prediction-canary"))
        .noneMatch(line -> line.contains("surety rollback") || line.startsWith(BACK));

    compose("2").withdraw(Environment.PROD);
    assertThat(lines.lines())
        .anyMatch(line -> line.contains("surety rollback --automatic --model loan-risk"))
        .anyMatch(line -> line.startsWith(BACK));
  }

  @Test
  void takesTheImagesBackAlsoWhenTheChampionStays() {
    lines.answering("surety rollback", "", 1);

    assertThatThrownBy(() -> compose("2").rollback(Environment.PROD))
        .hasMessageContaining("loan-risk/2 could not be taken back");
    assertThat(lines.lines()).anyMatch(line -> line.startsWith(BACK));
  }
}
