package io.surety.web.tokens;

import io.surety.web.StartRefused;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens a service asks for.
 *
 * @param mode {@code none} on loopback only, where whoever is on the machine may come in
 * @param issuer the OIDC issuer whose tokens are taken, in mode {@code issuer}; Entra ID's is
 *     {@code https://login.microsoftonline.com/TENANT/v2.0}
 * @param audience whom a token has to be meant for, in both modes that ask for one; Entra ID's
 *     tokens of version 2 name the application (client) id
 * @param keys a file with a JWK set of public keys, in mode {@code keys}
 */
@ConfigurationProperties("surety.security")
public record SecuritySettings(
    @DefaultValue("none") Mode mode,
    @Nullable URI issuer,
    @Nullable String audience,
    @Nullable Path keys) {

  /** Whose tokens. */
  public enum Mode {
    NONE,
    ISSUER,
    KEYS
  }

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Refuses what leaves a door open that was meant to be locked. */
  public SecuritySettings {
    if (mode != Mode.NONE && (audience == null || audience.isBlank())) {
      throw new StartRefused(
          "surety.security.mode asks for tokens, but surety.security.audience does not say whom they are for.",
          "Set surety.security.audience to the aud of this service's tokens: with Entra ID the application (client) id.");
    }
    if (mode == Mode.ISSUER && !isAcceptable(issuer)) {
      throw new StartRefused(
          "surety.security.mode is issuer, but surety.security.issuer is "
              + (issuer == null ? "not set." : "'" + issuer + "', which is no https address."),
          "Set surety.security.issuer, such as to https://login.microsoftonline.com/TENANT/v2.0.");
    }
    if (mode == Mode.KEYS && keys == null) {
      throw new StartRefused(
          "surety.security.mode is keys, but surety.security.keys names no file.",
          "Set surety.security.keys to a JWK set with public keys; './surety keys --out DIR' makes one.");
    }
  }

  /** Whether a token is asked for. */
  public boolean asksForTokens() {
    return mode != Mode.NONE;
  }

  /** Refuses to listen where others than this machine's users come from, and to ask for nothing. */
  public void requireLockedAt(InetAddress address, String key) {
    if (mode == Mode.NONE && !address.isLoopbackAddress()) {
      throw new StartRefused(
          "The service would listen on %s for everybody, as surety.security.mode is none."
              .formatted(address.getHostAddress()),
          "Set surety.security.mode to issuer or keys, with what they need, or %s to 127.0.0.1."
              .formatted(key));
    }
  }

  private static boolean isAcceptable(@Nullable URI issuer) {
    return issuer != null
        && issuer.getHost() != null
        && ("https".equals(issuer.getScheme())
            || ("http".equals(issuer.getScheme()) && LOOPBACK.contains(issuer.getHost())));
  }
}
