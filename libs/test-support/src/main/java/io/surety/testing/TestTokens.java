package io.surety.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Signs tokens for tests, with a key pair of its own. */
public final class TestTokens {

  /** Whom the tokens are for when a test says nothing else; Entra ID names applications so. */
  public static final String AUDIENCE = "00000000-0000-0000-0000-00000000a9d1";

  private final String issuer;
  private final JWK key;
  private final JWSAlgorithm algorithm;
  private final JWSSigner signer;

  private TestTokens(String issuer, JWK key, JWSAlgorithm algorithm, JWSSigner signer) {
    this.issuer = issuer;
    this.key = key;
    this.algorithm = algorithm;
    this.signer = signer;
  }

  /** With a new RSA key. */
  public static TestTokens of(String issuer) {
    try {
      var key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
      return new TestTokens(issuer, key, JWSAlgorithm.RS256, new RSASSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With a new key on the curve P-256. */
  public static TestTokens onACurve(String issuer) {
    try {
      var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
      return new TestTokens(issuer, key, JWSAlgorithm.ES256, new ECDSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The issuer that the tokens name. */
  public String issuer() {
    return issuer;
  }

  /** A good token with these scopes. */
  public String with(String scopes) {
    return signed(claims -> claims.claim("scp", scopes));
  }

  /** A token that expired that long ago. */
  public String expired(String scopes, Duration ago) {
    Instant then = Instant.now().minus(ago);
    return signed(claims ->
        claims
            .claim("scp", scopes)
            .issueTime(Date.from(then.minus(Duration.ofHours(1))))
            .expirationTime(Date.from(then)));
  }

  /** A token that is good but for what the test makes of it. */
  public String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder good =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(AUDIENCE)
            .subject("tester")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(algorithm)
                  .type(JOSEObjectType.JWT)
                  .keyID(key.getKeyID())
                  .build(),
              change.apply(good).build());
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The public key, as a JWK set. */
  public String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** The private key too, as no service should see it. */
  public String privateKeys() {
    return new JWKSet(key).toString(false);
  }

  /** Writes the public key into a folder. */
  public Path writePublicKeys(Path folder) {
    try {
      return Files.writeString(folder.resolve("keys.json"), publicKeys());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
