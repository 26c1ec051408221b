package io.surety.standalone;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the services log.
 *
 * @param structured the format of JSON, or nothing for lines that people read
 * @param requests whether each request leaves a line, with its trace
 */
record LogForm(Optional<String> structured, boolean requests) {

  private static final List<String> FORMATS = List.of("ecs", "logstash", "gelf");

  /** Reads {@code SURETY_LOG_FORMAT} and {@code SURETY_LOG_LEVEL}. */
  static LogForm of(Map<String, String> environment) {
    String format = lowerCase(environment.getOrDefault("SURETY_LOG_FORMAT", ""));
    String level = lowerCase(environment.getOrDefault("SURETY_LOG_LEVEL", ""));
    if (!format.isEmpty() && !FORMATS.contains(format)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "SURETY_LOG_FORMAT is ecs, logstash or gelf, or left empty for plain lines, but not '%s'."
              .formatted(format));
    }
    if (!List.of("", "info", "debug").contains(level)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "SURETY_LOG_LEVEL is info or debug, but not '%s'.".formatted(level));
    }
    return new LogForm(Optional.of(format).filter(name -> !name.isEmpty()), level.equals("debug"));
  }

  private static String lowerCase(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
