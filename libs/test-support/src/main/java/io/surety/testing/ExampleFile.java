package io.surety.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Messages as they travel between services, kept once: who writes one and who reads it are tested
 * on the same file.
 */
public final class ExampleFile {

  private ExampleFile() {}

  /** The text of an example, such as {@code features/lookup-answer.json}. */
  public static String read(String name) {
    try (InputStream example = ExampleFile.class.getResourceAsStream("/examples/" + name)) {
      if (example == null) {
        throw new IllegalArgumentException("There is no example file named " + name + ".");
      }
      return new String(example.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
