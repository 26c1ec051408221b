package io.surety.web.tokens;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who the verified token of the thread's request says that it is. */
final class TokenCallers implements Callers {

  @Override
  public @Nullable String token() {
    JwtAuthenticationToken verified = verified();
    return verified == null ? null : verified.getToken().getTokenValue();
  }

  @Override
  public Optional<Caller> current() {
    return Optional.ofNullable(verified()).map(TokenCallers::caller);
  }

  @Override
  public Optional<Instant> until() {
    return Optional.ofNullable(verified())
        .map(verified -> verified.getToken().getExpiresAt())
        .map(expiry -> expiry.plus(TokenClaims.SKEW));
  }

  private static Caller caller(JwtAuthenticationToken verified) {
    Set<String> scopes =
        verified.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    Jwt token = verified.getToken();
    return new Caller(
        verified.getName(), token.getClaimAsString("name"), scopes, PersonTokens.isOne(token));
  }

  private static @Nullable JwtAuthenticationToken verified() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof JwtAuthenticationToken verified
        ? verified
        : null;
  }
}
