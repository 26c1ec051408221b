package io.surety.prediction.features;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import io.surety.web.tokens.Callers;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Entra ID exchange the caller's token for one that the feature service takes: the same person,
 * another audience (OAuth 2.0 on behalf of). This service proves who it is by the token of its
 * workload identity, read anew for each exchange, as Kubernetes renews the file. What was got is
 * kept until a minute before it expires.
 */
final class EntraExchange implements CallIdentity {

  private static final Logger LOG = LoggerFactory.getLogger(EntraExchange.class);
  private static final int MOST = 2_000;
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final int CONNECT_MILLIS = 500;
  private static final int READ_MILLIS = 1_500;

  private final FeatureCallSettings settings;
  private final Callers callers;
  private final WorkloadIdentity workload;
  private final @Nullable IHttpClient http;
  private final Cache<String, Exchanged> known =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfter(Expiry.<String, Exchanged>creating((_, token) -> token.left()))
          .executor(Runnable::run)
          .build();

  /** A token that was got, and when it expires. */
  private record Exchanged(String token, Instant expiry) {

    Duration left() {
      Duration left = Duration.between(Instant.now().plus(MARGIN), expiry);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  EntraExchange(
      FeatureCallSettings settings,
      Callers callers,
      WorkloadIdentity workload,
      @Nullable IHttpClient http) {
    this.settings = settings;
    this.callers = callers;
    this.workload = workload;
    this.http = http;
  }

  static EntraExchange of(FeatureCallSettings settings, Callers callers) {
    return new EntraExchange(settings, callers, WorkloadIdentity.of(System.getenv()), null);
  }

  @Override
  public @Nullable String token() {
    String own = callers.token();
    if (own == null) {
      return null;
    }
    Exchanged kept = known.getIfPresent(own);
    if (kept == null) {
      kept = exchange(own);
      known.put(own, kept);
    }
    return kept.token();
  }

  private Exchanged exchange(String token) {
    try {
      IAuthenticationResult got =
          application()
              .acquireToken(
                  OnBehalfOfParameters.builder(
                          Set.of(requireNonNull(settings.scope())), new UserAssertion(token))
                      .build())
              .join();
      return new Exchanged(got.accessToken(), got.expiresOnDate().toInstant());
    } catch (CompletionException failure) {
      throw refused(failure.getCause());
    } catch (IOException failure) {
      throw refused(failure);
    }
  }

  private RuntimeException refused(@Nullable Throwable cause) {
    if (cause instanceof MsalServiceException told && isTheCallers(told)) {
      LOG.warn("token_not_exchanged error={}", told.errorCode());
      return new FeaturesForbidden(
          "Your token cannot be exchanged for one that the feature service takes: %s."
              .formatted(told.errorCode()),
          told);
    }
    LOG.warn("token_exchange_failed cause=\"{}\"", String.valueOf(cause));
    return new FeaturesUnavailable(
        "The token could not be exchanged.", cause, settings.retryAfter());
  }

  /** What Entra ID says of the token, and not of this service or of itself. */
  private static boolean isTheCallers(MsalServiceException told) {
    return Set.of("invalid_grant", "interaction_required").contains(told.errorCode());
  }

  /** A new one each time: it would keep every token that it has seen. */
  private ConfidentialClientApplication application() throws IOException {
    ConfidentialClientApplication.Builder application =
        ConfidentialClientApplication.builder(
                workload.client(),
                ClientCredentialFactory.createFromClientAssertion(
                    Files.readString(workload.tokenFile()).strip()))
            .authority(authority())
            .instanceDiscovery(false)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .connectTimeoutForDefaultHttpClient(CONNECT_MILLIS)
            .readTimeoutForDefaultHttpClient(READ_MILLIS);
    return http == null ? application.build() : application.httpClient(http).build();
  }

  private String authority() throws MalformedURLException {
    return workload.authority() + workload.tenant() + "/";
  }
}
