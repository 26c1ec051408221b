package io.surety.prediction.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.surety.feature.Feature;
import io.surety.feature.LookupRequest;
import io.surety.feature.UserId;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.FakeFeatureService.Mood;
import io.surety.prediction.features.FeatureCallSettings.Identity;
import io.surety.testing.TestTokens;
import io.surety.web.StartRefused;
import io.surety.web.WireJson;
import io.surety.web.tokens.Caller;
import io.surety.web.tokens.Callers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whom features are asked for. */
class CallIdentityTest {

  private static final String OWN = TestTokens.of("https://issuer").with("score");

  @Test
  void callersWithDifferentTokensNeverShareACall() throws Exception {
    ThreadLocal<Integer> caller = new ThreadLocal<>();
    FeatureCalling calling = new FeatureCalling();
    FeatureCallSettings settings;
    try (FakeFeatureService service = new FakeFeatureService();
        TimeLimits limits = calling.featureCallTimeLimits();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      service.become(Mood.SLOW);
      settings = settings(service.url(), Identity.FORWARD);
      FeatureCalls calls =
          calling.featureCalls(
              calling.featureServiceConnections(settings),
              limits,
              settings,
              () -> "token-" + caller.get(),
              new SimpleMeterRegistry(),
              ObservationRegistry.NOOP);
      List<Future<?>> asked = new ArrayList<>();
      for (int each = 0; each < 60; each++) {
        int user = each;
        asked.add(
            callers.submit(() -> {
              caller.set(user % 3);
              calls.lookUp(
                  Map.of(new Moment(null, null), List.of(new UserId(user))), Feature.schema());
            }));
      }
      for (Future<?> each : asked) {
        each.get();
      }
      assertThat(service.calls()).as("calls are shared").hasSizeLessThan(40);
      assertThat(service.calls())
          .allSatisfy(call ->
              assertThat(WireJson.mapper().readValue(call.body(), LookupRequest.class).userIds())
                  .allSatisfy(user ->
                      assertThat(call.authorization()).isEqualTo("Bearer token-" + user % 3)));
    }
  }

  @Test
  void aTokenIsExchangedOnceForAnother(@TempDir Path folder) throws IOException {
    FakeEntra entra = new FakeEntra();
    EntraExchange exchange = exchange(folder, entra);
    assertThat(exchange.token()).isEqualTo("exchanged-1");
    assertThat(exchange.token()).isEqualTo("exchanged-1");
    assertThat(entra.asked).hasSize(1);
    assertThat(entra.asked.getFirst())
        .startsWith("https://login.microsoftonline.com/tenant/oauth2/v2.0/token?")
        .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer")
        .contains("requested_token_use=on_behalf_of")
        .contains("client_id=client", "client_assertion=proof", "assertion=" + OWN)
        .contains("surety-features");
  }

  @Test
  void aTokenThatEntraRefusesIsTheCallersFault(@TempDir Path folder) throws IOException {
    FakeEntra entra = new FakeEntra();
    entra.status = 400;
    entra.answer = "{\"error\": \"invalid_grant\", \"error_description\": \"secret\"}";
    assertThatThrownBy(exchange(folder, entra)::token)
        .isInstanceOfSatisfying(
            FeaturesForbidden.class,
            forbidden ->
                assertThat(forbidden.detail()).contains("invalid_grant").doesNotContain("secret"));
  }

  @Test
  void anEntraThatDoesNotAnswerIsNot(@TempDir Path folder) throws IOException {
    FakeEntra entra = new FakeEntra();
    entra.away = true;
    assertThatThrownBy(exchange(folder, entra)::token).isInstanceOf(FeaturesUnavailable.class);
    entra.away = false;
    entra.status = 400;
    entra.answer = "{\"error\": \"invalid_client\"}";
    assertThatThrownBy(exchange(folder, entra)::token).isInstanceOf(FeaturesUnavailable.class);
  }

  @Test
  void withoutAWorkloadIdentityNothingCanBeExchanged() {
    assertThatThrownBy(() -> WorkloadIdentity.of(Map.of("AZURE_TENANT_ID", "tenant")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("AZURE_CLIENT_ID");
  }

  private static EntraExchange exchange(Path folder, IHttpClient entra) throws IOException {
    Path proof = Files.writeString(folder.resolve("token"), "proof\n");
    return new EntraExchange(
        settings(URI.create("http://localhost:1"), Identity.EXCHANGE),
        new Callers() {
          @Override
          public String token() {
            return OWN;
          }

          @Override
          public Optional<Caller> current() {
            return Optional.empty();
          }
        },
        new WorkloadIdentity("https://login.microsoftonline.com/", "tenant", "client", proof),
        entra);
  }

  private static FeatureCallSettings settings(URI url, Identity identity) {
    Duration limit = Duration.ofSeconds(20);
    return new FeatureCallSettings(
        url,
        1,
        limit,
        limit,
        limit,
        limit,
        new FeatureCallSettings.Retry(0, limit),
        new FeatureCallSettings.Circuit(limit, 4, 0.5, limit, 2),
        new FeatureCallSettings.Bulkhead(128, limit),
        identity,
        "api://surety-features/.default");
  }

  /** The token endpoint of Entra ID. */
  private static final class FakeEntra implements IHttpClient {

    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private boolean away;
    private String answer =
        "{\"token_type\": \"Bearer\", \"expires_in\": 3600, \"access_token\": \"exchanged-1\"}";

    @Override
    public HttpResponse send(com.microsoft.aad.msal4j.HttpRequest request) throws IOException {
      if (away) {
        throw new IOException("away");
      }
      asked.add(request.url() + "?" + request.body());
      HttpResponse response = new HttpResponse().statusCode(status).body(answer);
      response.addHeaders(Map.of("Content-Type", List.of("application/json")));
      return response;
    }
  }
}
