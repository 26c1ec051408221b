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
 * @param retry how a call is made again that may be
 * @param circuit when the feature service is left alone for a while
 * @param bulkhead how many requests may wait for it at once
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
    @DefaultValue Retry retry,
    @DefaultValue Circuit circuit,
    @DefaultValue Bulkhead bulkhead,
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

  /**
   * How a call is made again that was refused or failed, within the time limits. Lookups change
   * nothing, so they may be repeated; what did not come in time is not.
   *
   * @param times how often, at most
   * @param pause the mean of the pause before; each is drawn between half of it and half more
   */
  record Retry(@DefaultValue("1") int times, @DefaultValue("50ms") Duration pause) {

    Retry {
      requireCount("retry.times", times, 0);
      requireTime("retry.pause", pause);
    }
  }

  /**
   * When the feature service is left alone: no call is made then, and callers are refused at once.
   *
   * @param window of the calls that count
   * @param minimum how many calls it takes
   * @param failures the part of them that failed, from which on it is left alone
   * @param pause how long; then some calls try it
   * @param trials how many try it, before it is called as always or left alone again
   */
  record Circuit(
      @DefaultValue("10s") Duration window,
      @DefaultValue("4") int minimum,
      @DefaultValue("0.5") double failures,
      @DefaultValue("2s") Duration pause,
      @DefaultValue("2") int trials) {

    Circuit {
      if (window.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "surety.features.circuit.window is at least 1s, but it is " + window + ".");
      }
      requireCount("circuit.minimum", minimum, 1);
      if (!(failures > 0 && failures <= 1)) {
        throw new IllegalArgumentException(
            "surety.features.circuit.failures is above 0 and at most 1, but it is "
                + failures
                + ".");
      }
      requireTime("circuit.pause", pause);
      requireCount("circuit.trials", trials, 1);
    }
  }

  /**
   * How many requests may wait for the feature service at once, so that one that stalls leaves room
   * for requests that do not need it.
   *
   * @param requests how many; three quarters of what the service answers at once
   * @param patience how long one waits to be among them
   */
  record Bulkhead(@DefaultValue("96") int requests, @DefaultValue("500ms") Duration patience) {

    Bulkhead {
      requireCount("bulkhead.requests", requests, 1);
      if (patience.isNegative()) {
        throw new IllegalArgumentException(
            "surety.features.bulkhead.patience is not negative, but it is " + patience + ".");
      }
    }
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

  private static void requireCount(String key, int count, int least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "surety.features." + key + " is at least " + least + ", but it is " + count + ".");
    }
  }

  private static void requireTime(String key, Duration time) {
    if (time.toMillis() < 1) {
      throw new IllegalArgumentException(
          "surety.features." + key + " is at least 1ms, but it is " + time + ".");
    }
  }
}
