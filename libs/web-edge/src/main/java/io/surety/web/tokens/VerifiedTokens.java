package io.surety.web.tokens;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Remembers tokens that were verified, since to check a signature costs more than to score. None is
 * taken past its expiry, and after five minutes a token is verified again, so that a key that its
 * issuer withdraws does not count for longer. What is refused is not remembered.
 */
final class VerifiedTokens implements AuthenticationManager {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Two kilobytes each or so, and as many for what was read of it. */
  private static final int MOST = 2_000;

  private final AuthenticationProvider verifier;
  private final Clock clock;
  private final Cache<String, JwtAuthenticationToken> known;

  VerifiedTokens(AuthenticationProvider verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(
                Expiry.<String, JwtAuthenticationToken>creating((_, token) -> keptFor(token)))
            .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String token = ((BearerTokenAuthenticationToken) asked).getToken();
    JwtAuthenticationToken remembered = known.getIfPresent(token);
    if (remembered != null) {
      return remembered;
    }
    Authentication verified = requireNonNull(verifier.authenticate(asked));
    if (verified instanceof JwtAuthenticationToken good && keptFor(good).isPositive()) {
      known.put(token, good);
    }
    return verified;
  }

  private Duration keptFor(JwtAuthenticationToken token) {
    Instant expiry = token.getToken().getExpiresAt();
    Duration left = expiry == null ? Duration.ZERO : Duration.between(clock.instant(), expiry);
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }
}
