package io.surety.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token of a drill, which may outlive the one that it began with: whoever renews the file is
 * followed. One that cannot be read for a moment is as it was. Threads may share it.
 */
final class DrillToken {

  private static final Duration READ_EVERY = Duration.ofSeconds(30);

  private final @Nullable Path file;
  private Optional<String> token;
  private long read = System.nanoTime();

  DrillToken(@Nullable String written, Session session) {
    this.file = written == null || written.equals("-") ? null : Path.of(written);
    try {
      this.token =
          written == null
              ? Optional.empty()
              : Optional.of(
                  (file == null
                          ? new String(session.input().readAllBytes(), StandardCharsets.UTF_8)
                          : Files.readString(file))
                      .strip());
    } catch (IOException failure) {
      throw new CommandFailed(
          "The token file %s cannot be read; check its name and permissions.".formatted(written),
          failure);
    }
  }

  synchronized Optional<String> now() {
    Path renewed = file;
    if (renewed != null && System.nanoTime() - read > READ_EVERY.toNanos()) {
      read = System.nanoTime();
      try {
        String again = Files.readString(renewed).strip();
        token = again.isEmpty() ? token : Optional.of(again);
      } catch (IOException beingWritten) {
        return token;
      }
    }
    return token;
  }
}
