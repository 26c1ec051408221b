package io.surety.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of markup that is safe to put into a page. It is made from templates of ours; whatever is
 * filled in is escaped unless it is markup itself.
 */
record Html(String markup) {

  static final Html NOTHING = new Html("");

  /** Text with everything escaped that HTML could mistake for markup. */
  static Html text(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(character, escaped));
    return new Html(escaped.toString());
  }

  private static void append(int character, StringBuilder escaped) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> {
        boolean visible = character >= ' ' || character == '\n' || character == '\t';
        escaped.appendCodePoint(visible ? character : 0xFFFD);
      }
    }
  }

  /** The template with each {@code {}} replaced by the next value. */
  static Html of(String template, Object... values) {
    String[] parts = template.split("\\{}", -1);
    if (parts.length != values.length + 1) {
      throw new IllegalArgumentException(
          "A template with %d places takes as many values, not %d: %s"
              .formatted(parts.length - 1, values.length, template));
    }
    StringBuilder markup = new StringBuilder(parts[0]);
    for (int i = 0; i < values.length; i++) {
      markup.append(markupOf(values[i])).append(parts[i + 1]);
    }
    return new Html(markup.toString());
  }

  /** Something that is there when it is asked for. */
  static Html folded(String summary, Html content) {
    return of("<details><summary>{}</summary>{}</details>", summary, content);
  }

  /** These, one a line. */
  static Html all(List<Html> pieces) {
    return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
  }

  /** These, one a line. */
  static Html all(Html... pieces) {
    return all(Arrays.asList(pieces));
  }

  private static String markupOf(Object value) {
    return value instanceof Html html ? html.markup() : text(value.toString()).markup();
  }
}
