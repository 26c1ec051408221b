package io.surety.prediction.scoring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is scored.
 *
 * @param lineLimit the most bytes that one line of a stream may hold
 * @param staleAfter how old the newest load of loans may be that a user's features take into
 *     account; null for any age
 * @param staleFeatures what is done with older ones
 */
@ConfigurationProperties("surety.scoring")
record ScoreSettings(
    @DefaultValue("64KB") DataSize lineLimit,
    @Nullable Duration staleAfter,
    @DefaultValue("mark") Freshness.StaleFeatures staleFeatures) {

  ScoreSettings {
    if (lineLimit.toBytes() < 1 || lineLimit.toMegabytes() > 16) {
      throw new IllegalArgumentException(
          "surety.scoring.line-limit is between one byte and 16MB, but it is " + lineLimit + ".");
    }
    if (staleAfter != null && staleAfter.toMillis() < 1) {
      throw new IllegalArgumentException(
          "surety.scoring.stale-after is at least 1ms, but it is " + staleAfter + ".");
    }
  }
}
