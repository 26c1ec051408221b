package io.surety.web.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.surety.web.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The public keys of a file, for tokens that are signed with a local key pair. */
final class LocalKeys {

  /** Who makes the tokens of a local key pair. */
  static final String ISSUER = "surety-local";

  private static final String REMEDY =
      "Set surety.security.keys to a JWK set with public keys alone; './surety keys --out DIR' makes one.";

  private LocalKeys() {}

  static JWKSource<SecurityContext> read(Path file) {
    JWKSet keys;
    try {
      keys = JWKSet.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new StartRefused("The keys %s cannot be read.".formatted(file), REMEDY);
    } catch (ParseException noKeys) {
      throw new StartRefused("The file %s is no JWK set.".formatted(file), REMEDY);
    }
    if (keys.isEmpty()) {
      throw new StartRefused("The JWK set %s holds no key.".formatted(file), REMEDY);
    }
    if (keys.getKeys().stream().anyMatch(key -> key.isPrivate())) {
      throw new StartRefused(
          "The JWK set %s holds a private key, which a service must not see.".formatted(file),
          REMEDY);
    }
    return new ImmutableJWKSet<>(keys);
  }
}
