package io.surety.web.tokens;

import io.surety.web.listening.Addresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors of a service: locked when a token is asked for, and otherwise not there at all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
@Import(LockedDoors.class)
public class Doors {

  @Bean
  Callers callers(SecuritySettings settings) {
    return settings.asksForTokens() ? new TokenCallers() : Callers.UNKNOWN;
  }

  /** Refuses before anything listens. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> lockedOrOnLoopback(
      SecuritySettings settings, Addresses addresses) {
    settings.requireLockedAt(addresses.api(), "server.address");
    settings.requireLockedAt(addresses.management(), "surety.management.address");
    return _ -> {};
  }
}
