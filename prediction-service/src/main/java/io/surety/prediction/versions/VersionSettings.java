package io.surety.prediction.versions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many approved versions stay loaded beside the champion.
 *
 * @param kept at least 1
 */
@ConfigurationProperties("surety.versions")
record VersionSettings(@DefaultValue("4") int kept) {

  VersionSettings {
    if (kept < 1) {
      throw new IllegalArgumentException(
          "surety.versions.kept is at least 1, but it is " + kept + ".");
    }
  }
}
