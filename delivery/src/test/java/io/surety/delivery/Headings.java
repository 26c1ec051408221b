package io.surety.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Headings of Markdown pages, as links name them. */
public final class Headings {

  private Headings() {}

  /** Whether a relative link of a page names a file that is there and, after #, a heading of it. */
  public static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || has(file, parts[1]));
  }

  private static boolean has(Path page, String anchor) {
    try (var lines = Files.lines(page)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(Headings::anchor)
          .anyMatch(anchor::equals);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
