package io.surety.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The contract of a service as an OpenAPI 3.1 document, written by hand beside the code and tested
 * against it.
 *
 * @param resource the document, a resource of YAML
 */
public record OpenApiDocument(String resource) {

  /** Reads it. */
  public JsonNode read() {
    try (InputStream yaml = new ClassPathResource(resource).getInputStream()) {
      return YAMLMapper.shared().readTree(yaml);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The document " + resource + " is unreadable.", unreadable);
    }
  }
}
