package io.surety.web.tokens;

import io.surety.web.StartRefused;
import io.surety.web.listening.Addresses;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The doors of a service: locked when a token is asked for, and otherwise not there at all. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
@Import(LockedDoors.class)
public class Doors {

  private static final List<String> SECOND_SERVER = List.of("port", "address");

  @Bean
  Callers callers(SecuritySettings settings) {
    return settings.asksForTokens() ? new TokenCallers() : Callers.UNKNOWN;
  }

  /** Refuses before anything listens. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> lockedOrOnLoopback(
      SecuritySettings settings, Addresses addresses, Environment environment) {
    settings.requireLockedAt(addresses.api(), "server.address");
    settings.requireLockedAt(addresses.management(), "surety.management.address");
    refuseSecondServer(environment);
    return _ -> {};
  }

  /** Spring Boot's own, which asks nobody for a token. */
  private static void refuseSecondServer(Environment environment) {
    for (String each : SECOND_SERVER) {
      String key = "management.server." + each;
      if (StringUtils.hasText(environment.getProperty(key))) {
        throw new StartRefused(
            key + " is set, which opens a second server that asks nobody for a token.",
            "Remove it, also as %s, and say surety.management.%s instead."
                .formatted(key.toUpperCase(Locale.ROOT).replace('.', '_'), each));
      }
    }
  }
}
