package io.surety.delivery.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.compose.ComposeDesks;
import io.surety.delivery.freight.Candidate;
import io.surety.delivery.freight.Decision;
import io.surety.delivery.freight.EvidencePage;
import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Freight;
import io.surety.delivery.freight.TestImages;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.NotedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

  private static final String MODELS =
      """
      [{"version":"loan-risk/1","aliases":["champion"]},{"version":"loan-risk/2","aliases":[]},
       {"version":"other/1","aliases":["champion"]}]
      """;
  private static final String EVIDENCE =
      """
      {"version":"loan-risk/2","proposed_as":"Dana","sha256":"ab","evidence_sha256":"cd",
       "evidence":{"evaluation":{"model":{"auc":{"value":0.71}}},
        "gates":[{"name":"signal","passed":true,"sentence":"AUC is above 0.55 | surely."},
                 {"name":"parity","passed":false,"sentence":"One group fares worse."}]}}
      """;
  private static final String COMPARISON =
      """
      {"same_data":false,"measures":{"auc":{"a":{"value":0.7},"b":{"value":0.71},"difference":0.01}}}
      """;

  @TempDir Path folder;

  private final NotedLines tools =
      new NotedLines()
          .answering("models --json", MODELS)
          .answering("show loan-risk/2 --json", EVIDENCE)
          .answering("compare loan-risk/1 loan-risk/2 --json", COMPARISON)
          .answering("cat /tmp/report.html", "<html>")
          .answering("cat /tmp/export.zip", "zip")
          .answering("surety train", "much\nNext    ./surety approve loan-risk/2 --by NAME");
  private Freight freight;

  @BeforeEach
  void leaveImages() {
    freight = new Freight(folder);
    freight.leave(TestImages.of("abc"));
  }

  private void train() {
    new Training(new ComposeDesks(tools, freight), freight, "Dana", List.of())
        .train(Environment.DEV);
  }

  private Approving approving() {
    return new Approving(new ComposeDesks(tools, freight), freight);
  }

  @Test
  void leavesTheCandidateWithItsEvidenceBesideTheChampionOfTheSameModel() throws IOException {
    train();

    assertThat(freight.require(Candidate.class))
        .isEqualTo(new Candidate("loan-risk/2", true, Optional.of("loan-risk/1")));
    assertThat(folder.resolve("report.html")).hasContent("<html>");
    assertThat(Files.readString(folder.resolve("candidate.json")))
        .contains("\"gates_passed\" : true");
    assertThat(tools.lines()).last().isEqualTo("docker rm --force surety-desk-training");
  }

  @Test
  void leavesACandidateThatFailedAGateAndDoesNotApproveIt() {
    tools.answering("surety train", "Next    ./surety show loan-risk/2", 3);

    train();

    assertThat(freight.require(Candidate.class).gatesPassed()).isFalse();
    assertThatThrownBy(() -> approving().candidate())
        .hasMessageContaining("loan-risk/2 did not pass every gate");
  }

  @Test
  void failsWithATrainingThatFailsAndLeavesNoDeskBehind() {
    tools.answering("surety train", "no loans", 1);

    assertThatThrownBy(this::train).hasMessageContaining("exit code 1");
    assertThat(tools.lines()).last().isEqualTo("docker rm --force surety-desk-training");
    assertThat(freight.find(Candidate.class)).isEmpty();
  }

  @Test
  void showsChampionAndChallengerSideBySide() {
    train();

    EvidencePage page = EvidencePage.of(freight.require(Candidate.class), freight);

    assertThat(page.headline())
        .isEqualTo("Candidate loan-risk/2 passed every gate; loan-risk/1 is the champion.");
    assertThat(page.markdown())
        .contains(
            "| champion loan-risk/1 | challenger loan-risk/2 |",
            "| AUC | 0.7000 | 0.7100 | +0.0100 |",
            "| Gini | – | – | – |",
            "| passed | AUC is above 0.55 \\| surely. |",
            "| **failed** | One group fares worse. |",
            "trained on different data",
            "Proposed by Dana");
  }

  @Test
  void showsTheFirstModelByItself() throws IOException {
    tools.answering("models --json", "[]");
    train();

    assertThat(EvidencePage.of(freight.require(Candidate.class), freight).markdown())
        .contains("there is no champion yet", "| AUC | – | 0.7100 | – |");
  }

  @Test
  void recordsTheApproverWithWordsAndLinkAndLeavesTheExport() {
    train();
    Export export =
        approving()
            .approve(
                Environment.DEV,
                new Decision("loan-risk/2", "Rita Reyes", "id", "good", "https://link", "Dana"));

    assertThat(tools.lines())
        .contains(
            "docker exec surety-desk-approval surety approve loan-risk/2 --by 'Rita Reyes' --reason 'good (https://link)'");
    assertThat(freight.require(Decision.class).approverId()).isEqualTo("id");
    assertThat(freight.requireUnchanged(export)).hasContent("zip");
  }

  @Test
  void refusesAnExportThatSomebodyChangedAfterwards() throws IOException {
    train();
    Export export =
        approving()
            .approve(Environment.DEV, new Decision("loan-risk/2", "Rita", "", "", "", "Dana"));
    Files.writeString(folder.resolve("export.zip"), "another");

    assertThatThrownBy(() -> freight.requireUnchanged(export))
        .hasMessageContaining("is not the one that was approved");
  }

  @Test
  void leavesNoExportWhereTheRegistryRefusesTheApproval() {
    train();
    tools.answering("surety approve", "no", 1);

    assertThatThrownBy(() ->
            approving()
                .approve(Environment.DEV, new Decision("loan-risk/2", "Dana", "", "", "", "Dana")))
        .hasMessageContaining("could not be recorded (exit code 1)");
    assertThat(freight.find(Export.class)).isEmpty();
    assertThat(freight.find(Decision.class)).isEmpty();
  }
}
