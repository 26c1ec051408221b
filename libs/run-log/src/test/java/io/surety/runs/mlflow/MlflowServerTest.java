package io.surety.runs.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowServerTest {

  @Test
  void isNoneWhereNoneIsNamed() {
    assertThat(MlflowServer.of(Map.of())).isEmpty();
    assertThat(MlflowServer.of(Map.of("MLFLOW_TRACKING_URI", " "))).isEmpty();
  }

  @Test
  void readsWhatMlflowsOwnClientsRead() {
    Map<String, String> environment =
        Map.of(
            "MLFLOW_TRACKING_URI", "https://mlflow.example/base/",
            "MLFLOW_TRACKING_USERNAME", "dora",
            "MLFLOW_TRACKING_PASSWORD", "secret",
            "MLFLOW_TRACKING_TOKEN", "not this one",
            "MLFLOW_EXPERIMENT_NAME", "risk");

    MlflowServer server = MlflowServer.of(environment).orElseThrow();

    assertThat(server.address()).hasToString("https://mlflow.example/base");
    assertThat(server.authorization()).contains("Basic ZG9yYTpzZWNyZXQ=");
    assertThat(server.experiment()).contains("risk");
    assertThat(server.toString()).doesNotContain("ZG9yYTpzZWNyZXQ=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "databricks",
        "file:///tmp/mlruns",
        "sqlite:///mlflow.db",
        "http://",
        "https://u:p@host",
        "a b"
      })
  void refusesWhatIsNoServer(String address) {
    assertThatThrownBy(() -> MlflowServer.of(Map.of("MLFLOW_TRACKING_URI", address)))
        .isInstanceOf(UnusableMlflow.class)
        .hasMessageContaining("MLFLOW_TRACKING_URI names no server")
        .hasMessageNotContaining("u:p");
  }
}
