package io.surety.web.tokens;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tells a person's token from a program's. A person's has scopes that somebody delegated, in {@code
 * scp} or {@code scope}; a program's of Entra ID has {@code roles} alone, and {@code idtyp} where
 * that is configured. Other issuers give a program {@code scope} too: then its subject is no one,
 * or the client itself (RFC 9068, section 2.2), as it is or as Auth0 and Keycloak write it. What is
 * in doubt is a program's.
 */
final class PersonTokens {

  private static final List<String> DELEGATED = List.of("scp", "scope");
  private static final List<String> CLIENT = List.of("azp", "client_id", "cid", "appid");

  private PersonTokens() {}

  static boolean isOne(Jwt token) {
    return !TokenScopes.words(token, DELEGATED).isEmpty()
        && "user".equals(token.getClaims().getOrDefault("idtyp", "user"))
        && !"client-credentials".equals(token.getClaims().get("gty"))
        && token.getSubject() != null
        && CLIENT.stream()
            .map(token::getClaimAsString)
            .filter(Objects::nonNull)
            .noneMatch(client -> isTheClient(token, client));
  }

  private static boolean isTheClient(Jwt token, String client) {
    String subject = token.getSubject();
    return client.equals(subject)
        || (client + "@clients").equals(subject)
        || ("service-account-" + client).equalsIgnoreCase(name(token));
  }

  private static @Nullable String name(Jwt token) {
    return token.getClaimAsString("preferred_username");
  }
}
