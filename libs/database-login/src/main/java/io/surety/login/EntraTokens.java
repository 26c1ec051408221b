package io.surety.login;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of Entra ID for Azure Database for PostgreSQL: the token that Kubernetes gave the
 * pod is exchanged for one that the database takes (OAuth 2.0 client credentials with an assertion,
 * RFC 7523).
 */
final class EntraTokens implements TokenSource {

  private static final Set<String> SCOPES =
      Set.of("https://ossrdbms-aad.database.windows.net/.default");
  private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private final WorkloadIdentity identity;
  private final Clock clock;
  private final SSLSocketFactory sockets;

  EntraTokens(WorkloadIdentity identity, Clock clock, SSLSocketFactory sockets) {
    this.identity = identity;
    this.clock = clock;
    this.sockets = sockets;
  }

  @Override
  public AccessToken issue() {
    String assertion = assertion();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IAuthenticationResult answer =
          ConfidentialClientApplication.builder(
                  identity.client(), ClientCredentialFactory.createFromClientAssertion(assertion))
              .authority(identity.authority() + identity.tenant() + "/")
              .instanceDiscovery(false)
              .connectTimeoutForDefaultHttpClient(LIMIT_MILLIS)
              .readTimeoutForDefaultHttpClient(LIMIT_MILLIS)
              .sslSocketFactory(sockets)
              .executorService(threads)
              .disableInternalRetries()
              .build()
              .acquireToken(ClientCredentialParameters.builder(SCOPES).build())
              .get();
      return new AccessToken(
          answer.accessToken(), clock.instant(), answer.expiresOnDate().toInstant());
    } catch (ExecutionException refused) {
      throw notIssued(refused.getCause());
    } catch (MalformedURLException | RuntimeException unusable) {
      throw notIssued(unusable);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw notIssued(ending);
    }
  }

  private String assertion() {
    try {
      return Files.readString(identity.tokenFile()).strip();
    } catch (IOException failure) {
      throw new TokenNotIssued(
          "The file %s that AZURE_FEDERATED_TOKEN_FILE names cannot be read; check the pod's service account."
              .formatted(identity.tokenFile()),
          failure);
    }
  }

  private TokenNotIssued notIssued(@Nullable Throwable why) {
    String said = why == null ? "no reason given" : String.valueOf(why.getMessage());
    return new TokenNotIssued(
        "Entra ID gave the client %s no access token for the database (%s); check AZURE_CLIENT_ID, AZURE_TENANT_ID and the identity's federated credential."
            .formatted(identity.client(), said.lines().findFirst().orElse("")),
        why == null ? new IllegalStateException(said) : why);
  }
}
