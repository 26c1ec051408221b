package io.surety.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what looks like a secret in a text: a committed file, a manifest, a log. */
public final class SecretScan {

  /** What is a secret wherever it stands. */
  private static final Map<String, Pattern> ANYWHERE =
      Map.of(
          "a private key",
              Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s{0,8}[A-Za-z0-9+/]{40}"),
          "a JSON web token", Pattern.compile("\\beyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{16,}"),
          "a key of a storage account", Pattern.compile("AccountKey=[A-Za-z0-9+/]{40,}"),
          "a signed address", Pattern.compile("[?&]sig=[A-Za-z0-9%+/]{40,}"),
          "a secret of an Entra application", Pattern.compile("\\b[\\w~.-]{3}[78]Q~[\\w~.-]{31,}"),
          "an access key", Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
          "a token of a code host",
              Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\\w-]{20})"),
          "a password in an address",
              Pattern.compile("[a-z]://[\\w.-]+:(?!secret@)[^\\s/@:$<{'\"]{6,}@[\\w-]"));

  /** What is a secret in a file of settings: a literal where a reference belongs. */
  private static final Pattern SETTING =
      Pattern.compile(
          "^\\s*(?:-\\s+|ENV\\s+|ARG\\s+|export\\s+|set\\s+)?[\"']?([\\w.-]*?(?:password|passwd|passphrase|token|client[_-]?secret|api[_-]?key|access[_-]?key|account[_-]?key))[\"']?\\s*[:=][ \\t]*[\"']?([^\\s\"'#,]+)",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final Pattern REFERENCE =
      Pattern.compile(
          "([$({<\\[/@&*!|>].*|(var|local|data|module|azurerm_\\w+|random_\\w+)\\..*|[\\w./-]*\\.(file|txt|pem)|null|true|false|string|required|[0-9.]+)",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> SETTINGS =
      List.of(
          ".yaml",
          ".yml",
          ".properties",
          ".tf",
          ".tfvars",
          ".env",
          ".json",
          ".toml",
          ".conf",
          ".tpl",
          ".sh",
          ".ini");

  private SecretScan() {}

  /** Says of a text what in it looks like a secret, without repeating it. */
  public static List<String> of(String name, String text) {
    List<String> found = new ArrayList<>();
    ANYWHERE.forEach((what, pattern) -> {
      Matcher match = pattern.matcher(text);
      while (match.find()) {
        found.add("%s:%d holds %s".formatted(name, line(text, match.start()), what));
      }
    });
    if (isSettings(name)) {
      Matcher match = SETTING.matcher(text);
      while (match.find()) {
        if (!REFERENCE.matcher(match.group(2)).matches()) {
          found.add(
              "%s:%d gives %s a literal value"
                  .formatted(name, line(text, match.start(1)), match.group(1)));
        }
      }
    }
    return found;
  }

  private static boolean isSettings(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return SETTINGS.stream().anyMatch(file::endsWith) || file.startsWith("dockerfile");
  }

  private static long line(String text, int position) {
    return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
