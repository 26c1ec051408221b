package io.surety.prediction.features;

import io.micrometer.core.instrument.MeterRegistry;
import io.surety.web.WireJson;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;

/** The connection to the feature service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeatureCallSettings.class)
public class FeatureCalling {

  /** HTTP/1.1: asking for an upgrade with every new connection helps nobody behind a service. */
  @Bean(destroyMethod = "shutdownNow")
  HttpClient featureServiceConnection(FeatureCallSettings settings) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(settings.connectLimit())
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  /** Reads leniently what is new in an answer: a feature that is added breaks nobody. */
  @Bean
  FeatureCalls featureCalls(
      RestClient.Builder builder,
      HttpClient connection,
      FeatureCallSettings settings,
      MeterRegistry meters) {
    TimedRequests requests = new TimedRequests(connection, settings);
    JacksonJsonHttpMessageConverter json =
        new JacksonJsonHttpMessageConverter(
            WireJson.mapper()
                .rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    RestClient http =
        builder
            .baseUrl(settings.url())
            .requestFactory(requests)
            .configureMessageConverters(converters -> converters.withJsonConverter(json))
            .build();
    return new FeatureCalls(http, requests, settings, meters);
  }
}
