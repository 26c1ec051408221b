package io.surety.web;

import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import io.surety.web.tokens.Access;
import io.surety.web.tokens.Caller;
import io.surety.web.tokens.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
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
            "surety.management.port=0",
            "surety.http.body-limit=1KB",
            "spring.main.banner-mode=off",
            "spring.threads.virtual.enabled=true",
            "management.endpoints.web.exposure.include=health,info,prometheus",
            "management.endpoint.health.probes.enabled=true")
        .run(args);
  }

  /** One that a service has found, such as {@code local.server.port}. */
  static int port(ConfigurableApplicationContext service, String name) {
    return Integer.parseInt(Objects.requireNonNull(service.getEnvironment().getProperty(name)));
  }

  /** Waits until so many requests are under way, as the management port tells. */
  static void awaitUnderWay(HttpProbe management, int count, Duration patience) {
    Eventually.within(
        patience,
        count + " requests under way",
        () ->
            management
                .get("/actuator/prometheus")
                .body()
                .contains("surety_http_requests_under_way " + count + ".0"));
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

  @Bean
  Access access() {
    return new Access("echo", Set.of("/open", "/open-large"), Map.of("/special", "special"));
  }

  /** How another protocol says its refusals. */
  @ControllerAdvice
  static class OtherForm extends ProblemForm {

    @Override
    protected boolean covers(String path) {
      return path.startsWith("/other");
    }

    @Override
    protected Map<String, String> say(Problem problem) {
      return Map.of("error", problem.detail());
    }
  }

  /** Where requests wait for a test. */
  static final Semaphore GATE = new Semaphore(0);

  @RestController
  static class Echo {

    private final Callers callers;
    private final StreamedBodies bodies;

    Echo(Callers callers, StreamedBodies bodies) {
      this.callers = callers;
      this.bodies = bodies;
    }

    @GetMapping({"/open", "/special", "/other"})
    String who() {
      return callers.current().map(Caller::described).orElse("somebody");
    }

    @GetMapping("/gate")
    String gate() throws InterruptedException {
      GATE.acquire();
      return "passed";
    }

    /** More than the buffers of a connection hold. */
    @GetMapping({"/large", "/open-large"})
    byte[] large() {
      return new byte[32 * 1024 * 1024];
    }

    @PostMapping(value = "/lines", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void lines(HttpServletRequest request, HttpServletResponse response) throws IOException {
      int bytes = bodies.of(request).readAllBytes().length;
      response.getWriter().print(bytes);
    }

    @GetMapping("/half")
    void half(HttpServletResponse response) throws IOException {
      response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
      response.getWriter().print("the first half");
      response.flushBuffer();
      throw new ClientAbortException(new IOException("The caller fell silent."));
    }

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
