package io.surety.prediction.features;

import io.surety.web.StartRefused;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the feature service is called.
 *
 * @param url where it is, without a path
 * @param calls how many calls for one user alone are under way at once for a moment and a token;
 *     who comes meanwhile goes together with others that do
 * @param connectLimit the most time that connecting may take
 * @param readLimit the most time that one answer may take
 * @param totalLimit the most time that all calls for one request may take together
 * @param retryAfter what callers are told when it does not answer
 * @param identity as whom
 * @param scope what the caller's token is exchanged for, with {@code exchange}
 */
@ConfigurationProperties("surety.features")
record FeatureCallSettings(
    @DefaultValue("http://localhost:8081") URI url,
    @DefaultValue("2") int calls,
    @DefaultValue("500ms") Duration connectLimit,
    @DefaultValue("2s") Duration readLimit,
    @DefaultValue("2s") Duration totalLimit,
    @DefaultValue("2s") Duration retryAfter,
    @DefaultValue("forward") Identity identity,
    @Nullable String scope) {

  /** As whom the feature service is called. */
  enum Identity {
    /** With the token that the caller sent. */
    FORWARD,
    /** With one that Entra ID gives for it. */
    EXCHANGE,
    /** With none. */
    NONE
  }

  FeatureCallSettings {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "surety.features.url is an address like http://localhost:8081, but it is '" + url + "'.");
    }
    if (calls < 1) {
      throw new IllegalArgumentException(
          "surety.features.calls is at least 1, but it is " + calls + ".");
    }
    if (identity == Identity.EXCHANGE && (scope == null || scope.isBlank())) {
      throw new StartRefused(
          "surety.features.identity is exchange, but surety.features.scope does not say for what.",
          "Set surety.features.scope, such as to api://surety-features/.default.");
    }
    requireTime("connect-limit", connectLimit);
    requireTime("read-limit", readLimit);
    requireTime("total-limit", totalLimit);
    requireTime("retry-after", retryAfter);
  }

  private static void requireTime(String key, Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException(
          "surety.features." + key + " is at least 1ms, but it is " + time + ".");
    }
  }
}
