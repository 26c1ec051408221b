package io.surety.delivery.aks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.stages.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has to be there before a model is trained: tables of this commit, and loans. */
class BeforeTrainingTest extends DeliveryToAks {

  private static final String TRAINS = "exec job/surety-desk-training-new -- surety train";
  private static final String MIGRATES = "exec job/surety-desk-migration-new -- surety migrate";
  private static final String TAKES_IN =
      "create job surety-ingest-new --from=cronjob/surety-ingest";

  @Test
  void bringsTheTablesUpToDateAndTakesInTheInbox() {
    azure.aks().train(Environment.DEV);

    assertThat(did(MIGRATES)).isLessThan(did(TAKES_IN));
    assertThat(did(TAKES_IN)).isLessThan(did(TRAINS));
    assertThat(tools.lines()).anyMatch(line -> line.contains("logs job/surety-ingest-new"));
  }

  @Test
  void leavesTheTablesToTheFirstReleaseWhereThereIsNone() {
    tools.answering("helm history", "", 1);

    azure.aks().train(Environment.DEV);

    assertThat(azure.upgrades()).hasSize(1);
    assertThat(tools.lines()).noneMatch(line -> line.contains(MIGRATES));
    assertThat(did(TAKES_IN)).isLessThan(did(TRAINS));
  }

  @Test
  void changesNoTablesForABranch() {
    azure.aks(Map.of("BUILD_SOURCEBRANCH", "refs/heads/other-trees")).train(Environment.DEV);

    assertThat(tools.lines())
        .noneMatch(line -> line.contains(MIGRATES))
        .anyMatch(line -> line.contains(TRAINS));
  }

  @Test
  void trainsNothingWhereTheTablesAreNotUpToDate() {
    tools.answering(MIGRATES, "", 1);

    assertThatThrownBy(() -> azure.aks().train(Environment.DEV))
        .hasMessageContaining("The tables of dev could not be brought up to date (exit code 1)");
    assertThat(tools.lines()).noneMatch(line -> line.contains(TRAINS));
  }

  @Test
  void trainsNothingWhereAFileOfLoansIsRefused() {
    tools.answering(
        "get job surety-ingest-new",
        "{\"status\":{\"conditions\":[{\"type\":\"FailureTarget\",\"status\":\"True\"},{\"type\":\"Failed\",\"status\":\"True\"}]}}");

    assertThatThrownBy(() -> azure.aks().train(Environment.DEV))
        .hasMessageContaining("The loans in the inbox could not be taken in");
    assertThat(tools.lines())
        .anyMatch(line -> line.contains("logs job/surety-ingest-new"))
        .noneMatch(line -> line.contains(TRAINS));
  }

  @Test
  void trainsOnWhatIsThereWhereTheChartTakesInNoFiles() {
    tools.answering("get cronjob surety-ingest", "");

    azure.aks().train(Environment.DEV);

    assertThat(tools.lines())
        .noneMatch(line -> line.contains(TAKES_IN))
        .anyMatch(line -> line.contains(TRAINS));
  }

  private int did(String part) {
    for (int at = 0; at < tools.lines().size(); at++) {
      if (tools.lines().get(at).contains(part)) {
        return at;
      }
    }
    throw new AssertionError("Nothing was done such as: " + part);
  }
}
