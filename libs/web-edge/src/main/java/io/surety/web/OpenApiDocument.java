package io.surety.web;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;

/**
 * The contract of a service as an OpenAPI 3.1 document, written by hand beside the code and tested
 * against it.
 */
public final class OpenApiDocument {

  private OpenApiDocument() {}

  /** Reads the document from a YAML resource. */
  public static OpenAPI read(String resource) {
    try (InputStream yaml = new ClassPathResource(resource).getInputStream()) {
      return Yaml31.mapper().readValue(yaml, OpenAPI.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The document " + resource + " is unreadable.", unreadable);
    }
  }
}
