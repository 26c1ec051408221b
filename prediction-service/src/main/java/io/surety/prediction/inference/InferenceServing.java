package io.surety.prediction.inference;

import io.surety.web.BodyAllowance;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The Open Inference Protocol. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InferenceSettings.class)
@Import({InferenceEndpoint.class, ServerEndpoint.class, InferenceRefusals.class})
public class InferenceServing {

  @Bean
  BodyAllowance inferenceBodies(InferenceSettings settings) {
    return new BodyAllowance(InferenceRefusals.PATH, settings.bodyLimit());
  }
}
