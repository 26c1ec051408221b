package io.surety.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;

/** The contract at {@code /openapi.json}, and Swagger UI to try it. */
@RestController
class ContractPage implements WebMvcConfigurer {

  private static final String PAGE = "/swagger-ui/index.html";

  private final OpenApiDocument contract;

  ContractPage(OpenApiDocument contract) {
    this.contract = contract;
  }

  @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode contract() {
    return contract.read();
  }

  /** Has the page show this contract and not the example that it comes with. */
  @GetMapping(value = "/swagger-ui/swagger-initializer.js", produces = "text/javascript")
  String initializer() {
    return """
    window.onload = () => {
      window.ui = SwaggerUIBundle({
        url: "/openapi.json",
        dom_id: "#swagger-ui",
        deepLinking: true,
        presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
        layout: "BaseLayout",
      });
    };
    """;
  }

  @Override
  public void addViewControllers(ViewControllerRegistry views) {
    views.addRedirectViewController("/", PAGE);
    views.addRedirectViewController("/swagger-ui.html", PAGE);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry resources) {
    resources
        .addResourceHandler("/swagger-ui/**")
        .addResourceLocations(
            "classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/");
  }

  private static String version() {
    Properties about = new Properties();
    try (InputStream in =
        new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties")
            .getInputStream()) {
      about.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Swagger UI does not say its version.", unreadable);
    }
    return about.getProperty("version");
  }
}
