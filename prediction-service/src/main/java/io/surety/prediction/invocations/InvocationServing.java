package io.surety.prediction.invocations;

import io.surety.web.BodyAllowance;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** MLflow's scoring protocol. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InvocationSettings.class)
@Import({InvocationEndpoint.class, InvocationRefusals.class})
public class InvocationServing {

  @Bean
  BodyAllowance invocationBodies(InvocationSettings settings) {
    return new BodyAllowance(InvocationRefusals.INVOCATIONS, settings.bodyLimit());
  }
}
