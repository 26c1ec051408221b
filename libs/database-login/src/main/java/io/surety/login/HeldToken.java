package io.surety.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one token of a process. However many connections are opened at once, one token is asked for
 * at a time. Shortly before it expires another is asked for while it still serves, so nobody waits
 * for that; who has no token waits, but not for ever. After a failure nothing is asked for a
 * moment, and who comes in it is told the same.
 */
final class HeldToken {

  private static final Logger LOG = LoggerFactory.getLogger(HeldToken.class);

  private final TokenSource source;
  private final Clock clock;
  private final Duration patience;
  private final Duration pause;
  private volatile @Nullable AccessToken held;
  private @Nullable CompletableFuture<AccessToken> asked;
  private Instant notBefore = Instant.MIN;

  /**
   * Holds nothing yet.
   *
   * @param patience the longest that anybody waits for a token
   * @param pause how long nothing is asked for after a failure
   */
  HeldToken(TokenSource source, Clock clock, Duration patience, Duration pause) {
    this.source = source;
    this.clock = clock;
    this.patience = patience;
    this.pause = pause;
  }

  /** A token that is good now. */
  String value() {
    Instant now = clock.instant();
    AccessToken current = held;
    if (current != null && current.freshAt(now)) {
      return current.value();
    }
    CompletableFuture<AccessToken> next = ask(now);
    return current != null && current.usableAt(now) ? current.value() : await(next).value();
  }

  private synchronized CompletableFuture<AccessToken> ask(Instant now) {
    AccessToken current = held;
    if (current != null && current.freshAt(now)) {
      return CompletableFuture.completedFuture(current);
    }
    CompletableFuture<AccessToken> running = asked;
    if (running != null && (!running.isDone() || now.isBefore(notBefore))) {
      return running;
    }
    CompletableFuture<AccessToken> begun = new CompletableFuture<>();
    asked = begun;
    Thread.ofVirtual().name("database-token").start(() -> issue(begun));
    return begun;
  }

  private void issue(CompletableFuture<AccessToken> begun) {
    try {
      AccessToken issued = source.issue();
      hold(issued);
      begun.complete(issued);
      LOG.debug("Database token issued expires={}", issued.expires());
    } catch (RuntimeException failure) {
      pauseAsking();
      begun.completeExceptionally(failure);
      LOG.warn("Database token not issued reason=\"{}\"", failure.getMessage());
    }
  }

  private synchronized void hold(AccessToken issued) {
    held = issued;
    asked = null;
  }

  private synchronized void pauseAsking() {
    notBefore = clock.instant().plus(pause);
  }

  private AccessToken await(CompletableFuture<AccessToken> next) {
    try {
      return next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new TokenNotIssued(
          "Entra ID has given no access token for the database within %d ms; check that the pod reaches AZURE_AUTHORITY_HOST."
              .formatted(patience.toMillis()));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new TokenNotIssued("The wait for an access token for the database was interrupted.");
    } catch (ExecutionException failure) {
      Throwable why = failure.getCause();
      throw new TokenNotIssued(
          why instanceof TokenNotIssued said
              ? String.valueOf(said.getMessage())
              : "The access token for the database could not be made (%s); try again."
                  .formatted(why),
          failure);
    }
  }
}
