package io.surety.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What protects one service from its callers protects the other. */
class SameLimitsTest {

  @Test
  void bothServicesListenAlikeButForTheirPort() throws IOException {
    JsonNode features = settings("feature-service");
    JsonNode predictions = settings("prediction-service");
    assertThat(withoutPort(features)).isEqualTo(withoutPort(predictions));
    assertThat(features.at("/server/address").asString()).isEqualTo("127.0.0.1");
    assertThat(features.at("/server/tomcat").propertyNames())
        .contains("max-connections", "accept-count", "connection-timeout");
    assertThat(features.at("/server/max-http-request-header-size").isMissingNode()).isFalse();
    assertThat(features.at("/management/endpoints"))
        .isEqualTo(predictions.at("/management/endpoints"));
  }

  private static JsonNode withoutPort(JsonNode settings) {
    ObjectNode server = (ObjectNode) settings.get("server").deepCopy();
    server.remove("port");
    return server;
  }

  private static JsonNode settings(String service) throws IOException {
    try (InputStream yaml = SameLimitsTest.class.getResourceAsStream("/" + service + ".yaml")) {
      return YAMLMapper.shared().readTree(Objects.requireNonNull(yaml));
    }
  }
}
