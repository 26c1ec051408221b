package io.surety.web.tokens;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads and verifies a token. What it claims is looked at before its signature: for the token of
 * another issuer no key is fetched. Nothing is believed before both have been checked.
 */
final class TokenDecoder implements JwtDecoder {

  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
  private static final @Nullable JOSEObjectType UNSAID = null;

  private final TokenClaims claims;
  private final NimbusJwtDecoder signatures;

  TokenDecoder(TokenClaims claims, JWKSource<SecurityContext> keys) {
    this.claims = claims;
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), UNSAID));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNATURES, keys));
    processor.setJWTClaimsSetVerifier((_, _) -> {});
    this.signatures = new NimbusJwtDecoder(processor);
    signatures.setJwtValidator(_ -> OAuth2TokenValidatorResult.success());
  }

  /**
   * The token, verified.
   *
   * @throws RefusedToken when its claims are wrong
   * @throws BadJwtException when something else is wrong with it
   * @throws JwtException when the keys to verify it with cannot be had
   */
  @Override
  public Jwt decode(String token) {
    String wrong = claims.wrong(claimed(token));
    if (wrong != null) {
      throw new RefusedToken(wrong);
    }
    return signatures.decode(token);
  }

  private static JWTClaimsSet claimed(String token) {
    try {
      JWTClaimsSet claimed = JWTParser.parse(token).getJWTClaimsSet();
      if (claimed != null) {
        return claimed;
      }
    } catch (ParseException unreadable) {
      throw new BadJwtException("The token cannot be read.", unreadable);
    }
    throw new BadJwtException("The token is encrypted.");
  }

  /** What the token says of itself is wrong; the message may be told. */
  static final class RefusedToken extends BadJwtException {

    RefusedToken(String sentence) {
      super(sentence);
    }
  }
}
