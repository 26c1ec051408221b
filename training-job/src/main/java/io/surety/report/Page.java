package io.surety.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the pages have in common: their looks, and how their plots are drawn. */
final class Page {

  private Page() {}

  /**
   * Java's drawing classes look for a screen when they are loaded, unless told that there is none.
   */
  static void drawWithoutAScreen() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  static String stylesheet() {
    try (InputStream sheet = Page.class.getResourceAsStream("report.css")) {
      if (sheet == null) {
        throw new IllegalStateException("The style sheet of the report is not on the classpath.");
      }
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The style sheet of the report cannot be read.", e);
    }
  }
}
