package io.surety.runs.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.runs.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asks what a real MLflow server was asked, and understands what it answered. */
class MlflowRunsTest {

  @Test
  void logsNewRunsAndFindsTheFirstAgain() throws IOException {
    List<RunRecord.Logged> logged;
    try (ReplayedMlflow mlflow = new ReplayedMlflow(Exchange.recorded())) {
      MlflowServer server = new MlflowServer(mlflow.address(), Optional.empty(), Optional.empty());
      try (MlflowApi api = new MlflowApi(server, Duration.ofMinutes(1))) {
        MlflowRuns runs = new MlflowRuns(server, api);
        logged = RecordMlflowExchanges.story().stream().map(runs::log).toList();
      }
      assertThat(mlflow.differences()).isEmpty();
    }
    assertThat(logged.get(2)).isEqualTo(logged.get(0));
    assertThat(logged.get(1).runId()).isNotEqualTo(logged.get(0).runId()).isNotEmpty();
  }

  @Test
  void showsItsTokenWithEachRequest() throws IOException {
    try (ReplayedMlflow mlflow = new ReplayedMlflow(Exchange.recorded())) {
      MlflowServer server =
          MlflowServer.of(
                  Map.of(
                      "MLFLOW_TRACKING_URI",
                      mlflow.address() + "/",
                      "MLFLOW_TRACKING_TOKEN",
                      "secret"))
              .orElseThrow();
      try (MlflowApi api = new MlflowApi(server, Duration.ofMinutes(1))) {
        new MlflowRuns(server, api).log(TestRuns.trained());
      }
      assertThat(mlflow.authorizations()).hasSizeGreaterThan(3).containsOnly("Bearer secret");
    }
  }
}
