package io.surety.prediction.scoring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is scored.
 *
 * @param lineLimit the most bytes that one line of a stream may hold
 */
@ConfigurationProperties("surety.scoring")
record ScoreSettings(@DefaultValue("64KB") DataSize lineLimit) {

  ScoreSettings {
    if (lineLimit.toBytes() < 1 || lineLimit.toMegabytes() > 16) {
      throw new IllegalArgumentException(
          "surety.scoring.line-limit is between one byte and 16MB, but it is " + lineLimit + ".");
    }
  }
}
