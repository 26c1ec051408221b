package io.surety.delivery.chart;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which metrics an expression of Prometheus asks for. */
final class PromQl {

  private static final Pattern NOT_A_METRIC =
      Pattern.compile(
          "\\{[^}]*\\}|\\[[^\\]]*\\]"
              + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
              + "|\\boffset\\s+\\w+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "group_left", "group_right", "bool");

  private PromQl() {}

  static Set<String> metrics(String expression) {
    Set<String> names = new TreeSet<>();
    String bare = expression.replaceAll("\"[^\"]*\"", "");
    Matcher name = NAME.matcher(NOT_A_METRIC.matcher(bare).replaceAll(" "));
    while (name.find()) {
      if (!WORDS.contains(name.group())) {
        names.add(name.group());
      }
    }
    return names;
  }
}
