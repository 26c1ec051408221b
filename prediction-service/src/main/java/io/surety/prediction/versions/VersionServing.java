package io.surety.prediction.versions;

import io.surety.prediction.champion.Champion;
import io.surety.registry.ServedModels;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The versions that may answer beside the champion. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VersionSettings.class)
@Import(VersionRefusals.class)
public class VersionServing {

  @Bean
  ServableVersions servableVersions(
      Champion champion, ServedModels registry, VersionSettings settings) {
    return new ServableVersions(champion, registry, settings);
  }
}
