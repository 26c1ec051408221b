package io.surety.web.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a token says of itself: by whom, for whom, from and until when.
 *
 * @param issuer who has to have made it
 * @param audience whom it has to be meant for
 * @param clock says what time it is
 */
record TokenClaims(String issuer, String audience, Clock clock) {

  /** By so much may the issuer's clock and this one differ. */
  static final Duration SKEW = Duration.ofSeconds(30);

  /** A sentence about what is wrong, or null. */
  @Nullable String wrong(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expiry = claims.getExpirationTime();
    Date begin = claims.getNotBeforeTime();
    if (!issuer.equals(claims.getIssuer())) {
      return "The token is of another issuer.";
    }
    if (!claims.getAudience().contains(audience)) {
      return "The token is meant for another audience.";
    }
    if (expiry == null) {
      return "The token does not say when it expires.";
    }
    if (!now.minus(SKEW).isBefore(expiry.toInstant())) {
      return "The token has expired.";
    }
    return begin != null && now.plus(SKEW).isBefore(begin.toInstant())
        ? "The token is not valid yet."
        : null;
  }
}
