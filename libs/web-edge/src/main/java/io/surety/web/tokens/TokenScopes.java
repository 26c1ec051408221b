package io.surety.web.tokens;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token allows: {@code scp} (Entra ID, for a person) or {@code scope} (RFC 8693) as words
 * between spaces, and {@code roles} (Entra ID, for a program, or a person who has that role) as a
 * list.
 */
final class TokenScopes {

  private static final List<String> CLAIMS = List.of("scp", "scope", "roles");

  private TokenScopes() {}

  static List<GrantedAuthority> of(Jwt token) {
    return words(token, CLAIMS).stream()
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }

  /** What these claims say. */
  static Set<String> words(Jwt token, List<String> claims) {
    Set<String> words = new LinkedHashSet<>();
    for (String claim : claims) {
      add(token.getClaims().get(claim), words);
    }
    return words;
  }

  private static void add(@Nullable Object claim, Set<String> to) {
    if (claim instanceof String words) {
      for (String word : words.split(" ", -1)) {
        if (!word.isBlank()) {
          to.add(word);
        }
      }
    } else if (claim instanceof Collection<?> several) {
      for (Object each : several) {
        if (each instanceof String scope && !scope.isBlank()) {
          to.add(scope);
        }
      }
    }
  }
}
