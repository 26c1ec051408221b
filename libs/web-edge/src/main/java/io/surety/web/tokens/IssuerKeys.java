package io.surety.web.tokens;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that an OIDC issuer publishes, found by its discovery document when the first
 * token asks for them. They are kept for ten minutes, and for four hours while the issuer does not
 * answer. A stalled issuer costs a request at most two seconds, and after two tries nothing at all
 * for ten seconds.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final int CONNECT_MILLIS = 500;
  private static final int READ_MILLIS = 750;
  private static final int MOST_BYTES = 512 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(4);
  private static final Duration LONGEST_WAIT_FOR_ANOTHER = Duration.ofSeconds(2);
  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

  private final URI issuer;
  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);

  private IssuerKeys(URI issuer) {
    this.issuer = issuer;
  }

  static JWKSource<SecurityContext> of(URI issuer) {
    return JWKSourceBuilder.create(new IssuerKeys(issuer))
        .cache(KEPT.toMillis(), LONGEST_WAIT_FOR_ANOTHER.toMillis())
        .refreshAheadCache(AHEAD.toMillis(), false)
        .rateLimited(BETWEEN_TRIES.toMillis())
        .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
        .build();
  }

  @Override
  public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext unused)
      throws KeySourceException {
    try {
      return JWKSet.parse(read(keysAddress()));
    } catch (IOException | ParseException | IllegalArgumentException failure) {
      LOG.warn("issuer_keys_unavailable issuer={} cause=\"{}\"", issuer, failure.toString());
      throw new JWKSetRetrievalException("The keys of the issuer cannot be fetched.", failure);
    }
  }

  private URI keysAddress() throws IOException, ParseException {
    String base = issuer.toString().replaceAll("/$", "");
    Map<String, Object> discovered = JSONObjectUtils.parse(read(URI.create(base + DISCOVERY)));
    String told = JSONObjectUtils.getString(discovered, "issuer");
    if (!issuer.toString().equals(told)) {
      throw new IOException("The discovery document is of the issuer " + told + ".");
    }
    URI keys = JSONObjectUtils.getURI(discovered, "jwks_uri");
    if (keys == null || (isSecure(issuer) && !isSecure(keys))) {
      throw new IOException("The discovery document names no https address of keys.");
    }
    return keys;
  }

  private static boolean isSecure(URI address) {
    return "https".equals(address.getScheme());
  }

  private String read(URI address) throws IOException {
    return http.retrieveResource(address.toURL()).getContent();
  }

  @Override
  public void close() {
    // Each answer is read as a whole.
  }
}
