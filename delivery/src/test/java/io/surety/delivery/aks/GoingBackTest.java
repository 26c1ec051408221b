package io.surety.delivery.aks;

import static io.surety.delivery.aks.TestAks.decision;
import static io.surety.delivery.aks.TestAks.history;
import static io.surety.delivery.aks.TestAks.inPhase;
import static io.surety.delivery.aks.TestAks.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken back of a release and of its champion, and what is left as it is. */
class GoingBackTest extends DeliveryToAks {

  @Test
  void withdrawsACanaryAndGoesBackFromOneThatWasPromoted() {
    tools
        .answering("helm get values", inPhase("trial"))
        .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"canary\"]}]");
    azure.aks().withdraw(Environment.PROD);
    assertThat(azure.upgrades())
        .singleElement()
        .asString()
        .contains("canary.phase=withdrawn")
        .doesNotContain("expectVersion");
    assertThat(azure.takenBack()).isEmpty();

    tools
        .answering("helm get values", inPhase("promoted"))
        .answering("models --json", "[{\"version\":\"loan-risk/2\",\"aliases\":[\"champion\"]}]")
        .answering("helm history", history("deploy old", "canary new", "promote new"));
    azure.aks().withdraw(Environment.PROD);

    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
    assertThat(azure.takenBack())
        .singleElement()
        .asString()
        .contains("surety rollback --automatic --model loan-risk --by deployment --reason");
  }

  @Test
  void takesTheModelBackWherePromotingFailedAndHelmWentBackToTheCanary() {
    tools
        .answering("helm get values", inPhase("trial"))
        .answering(
            "helm history",
            history("deploy old", "canary new", "Upgrade failed: timed out", "Rollback to 2"));

    azure.aks().withdraw(Environment.PROD);

    assertThat(azure.takenBack()).hasSize(1);
    assertThat(azure.upgrades()).singleElement().asString().contains("canary.phase=withdrawn");
  }

  @Test
  void withdrawsTheCanaryAlsoWhenTheModelCannotBeTakenBack() {
    tools.answering("helm get values", inPhase("trial")).answering("surety rollback", "", 1);

    assertThatThrownBy(() -> azure.aks().withdraw(Environment.PROD))
        .hasMessageContaining("loan-risk/2 could not be taken back and is still the champion");
    assertThat(azure.upgrades()).singleElement().asString().contains("canary.phase=withdrawn");
  }

  @Test
  void takesTheModelBackWhereHelmWentBackByItself() {
    tools.answering(
        "helm history", history("deploy old", "Upgrade failed: not ready", "Rollback to 1"));

    azure.aks().rollback(Environment.TEST);

    assertThat(azure.takenBack()).hasSize(1);
    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void goesBackBeforeThisCommitWhereHelmWentBackToIt() {
    tools.answering(
        "helm history",
        history("deploy old", "deploy new", "Upgrade failed: not ready", "Rollback to 2"));

    azure.aks().rollback(Environment.TEST);

    assertThat(azure.takenBack()).hasSize(1);
    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
  }

  @Test
  void goesBackWhereHelmCouldNot() {
    tools.answering(
        "helm history",
        "[{\"revision\":1,\"status\":\"deployed\",\"description\":\"deploy old\"},{\"revision\":2,\"status\":\"failed\",\"description\":\"Upgrade failed\"}]");

    azure.aks().rollback(Environment.TEST);

    assertThat(tools.lines()).anyMatch(line -> line.startsWith("helm rollback surety 1 "));
  }

  @Test
  void hasNothingToTakeBackWhereAFirstInstallationFailed() {
    tools.answering("helm history", "", 1).answering("helm get values", "", 1);

    azure.aks().withdraw(Environment.PROD);
    azure.aks().rollback(Environment.TEST);

    assertThat(azure.takenBack()).isEmpty();
    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void leavesAChampionThatPeopleOrAnotherExportMade() {
    tools.answering("helm history", history("deploy old", "deploy new"));
    String sha256 = azure.export();
    String promoted = decision("promoted", "automatic", sha256);
    for (String later :
        List.of(
            decision("promoted", "person", sha256),
            decision("promoted", "automatic", "of another"),
            decision("rolled_back", "person", "of 3"))) {
      tools.answering("show loan-risk/2 --json", shown("2", promoted, later));
      azure.aks().rollback(Environment.TEST);
    }

    assertThat(azure.takenBack()).isEmpty();
  }

  @Test
  void goesBackNoFurtherThanThisCommit() {
    tools.answering("helm history", history("deploy older", "deploy old"));

    azure.aks().rollback(Environment.TEST);

    assertThat(tools.lines()).noneMatch(line -> line.startsWith("helm rollback"));
  }

  @Test
  void saysWhenThereIsNothingToGoBackTo() {
    tools.answering("helm history", history("floor new", "deploy new"));

    assertThatThrownBy(() -> azure.aks().rollback(Environment.TEST))
        .hasMessageContaining("Nothing was deployed here before this commit");
  }

  @Test
  void leavesAnotherVersionThatIsChampionWhereItIs() {
    tools
        .answering("helm history", history("deploy old", "deploy new"))
        .answering("models --json", "[{\"version\":\"loan-risk/1\",\"aliases\":[\"champion\"]}]");

    azure.aks().rollback(Environment.TEST);

    assertThat(azure.takenBack()).isEmpty();
  }
}
