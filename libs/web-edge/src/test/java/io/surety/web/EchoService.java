package io.surety.web;

import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The smallest service that stands on the edge. */
@SuretyService
class EchoService {

  static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(EchoService.class)
        .web(WebApplicationType.SERVLET)
        .properties(
            "server.port=0",
            "server.address=127.0.0.1",
            "surety.http.body-limit=1KB",
            "spring.main.banner-mode=off")
        .run(args);
  }

  @Bean
  OpenApiDocument contract() {
    return new OpenApiDocument("openapi/echo.yaml");
  }

  @Bean
  BodyAllowance roomier() {
    return new BodyAllowance("/roomy", DataSize.ofKilobytes(4));
  }

  @Bean
  BodyAllowance roomiest() {
    return new BodyAllowance("/roomiest", DataSize.ofKilobytes(64));
  }

  @RestController
  static class Echo {

    @PostMapping(
        value = {"/echo", "/roomy/echo", "/roomyish/echo", "/roomiest/echo"},
        consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> echo(@RequestBody JsonNode body) {
      return Map.of("id", JsonFields.of(body, "", Set.of("id")).requireId("id"));
    }

    @GetMapping("/database-away")
    String databaseAway() {
      throw new IllegalStateException(
          "secret", new SQLTransientConnectionException("secret host name"));
    }

    @GetMapping("/broken")
    String broken() {
      throw new IllegalStateException("secret password");
    }
  }
}
