package io.surety.watch;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How is watched.
 *
 * @param every the time from one look to the next
 * @param webhook who is told; null for nobody
 * @param name who looks, for the record: a process and its machine
 */
public record WatchSettings(Duration every, @Nullable URI webhook, String name) {

  /** As often as breakers need it. */
  public static final Duration USUALLY_EVERY = Duration.ofSeconds(10);

  private static final Duration HOUR = Duration.ofHours(1);

  /** Refuses looks that are too close or too far apart, and an address that takes no POST. */
  public WatchSettings {
    if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(HOUR) > 0) {
      throw new IllegalArgumentException(
          "Looks are between PT1S and PT1H apart, but these are %s.".formatted(every));
    }
    if (webhook != null
        && (webhook.getHost() == null
            || !("http".equals(webhook.getScheme()) || "https".equals(webhook.getScheme())))) {
      throw new IllegalArgumentException(
          "A webhook is an address such as https://example.org/hooks/surety, but this one is '%s'."
              .formatted(webhook));
    }
  }
}
