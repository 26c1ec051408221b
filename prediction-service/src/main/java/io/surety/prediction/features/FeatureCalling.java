package io.surety.prediction.features;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.surety.web.StartRefused;
import io.surety.web.WireJson;
import io.surety.web.tokens.Callers;
import io.surety.web.tokens.SecuritySettings;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The connection to the feature service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeatureCallSettings.class)
public class FeatureCalling {

  static final int MOST_CONNECTIONS = 128;

  /** Reads the certificates that Java trusts, when the first connection needs them. */
  private static final class Tls {
    static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
  }

  /** Blocks virtual threads, which costs less than handing each answer from thread to thread. */
  @Bean(destroyMethod = "close")
  CloseableHttpClient featureServiceConnections(FeatureCallSettings settings) {
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(settings.connectLimit()))
                    .build())
            .setTlsSocketStrategy((socket, host, port, attachment, context) ->
                Tls.STRATEGY.upgrade(socket, host, port, attachment, context))
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableConnectionState()
        .disableContentCompression()
        .disableCookieManagement()
        .disableDefaultUserAgent()
        .disableRedirectHandling()
        .build();
  }

  @Bean
  TimeLimits featureCallTimeLimits() {
    return new TimeLimits();
  }

  @Bean
  CallIdentity callIdentity(
      FeatureCallSettings settings, Callers callers, SecuritySettings security) {
    return switch (settings.identity()) {
      case NONE -> () -> null;
      case FORWARD -> callers::token;
      case EXCHANGE -> {
        if (!security.asksForTokens()) {
          throw new StartRefused(
              "surety.features.identity is exchange, but callers send no tokens: surety.security.mode is none.",
              "Set surety.security.mode to issuer, or surety.features.identity to none.");
        }
        yield EntraExchange.of(settings, callers);
      }
    };
  }

  /** Reads leniently what is new in an answer: a feature that is added breaks nobody. */
  @Bean
  FeatureCalls featureCalls(
      CloseableHttpClient connections,
      TimeLimits limits,
      FeatureCallSettings settings,
      CallIdentity identity,
      MeterRegistry meters,
      ObservationRegistry observations) {
    JsonMapper json =
        WireJson.mapper()
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    return new FeatureCalls(
        new FeatureClient(connections, limits, settings.url(), json),
        settings,
        identity,
        new CallGuard(settings, meters),
        observations);
  }
}
