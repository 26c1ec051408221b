package io.surety.prediction.tallies;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.prediction.audit.TallyStore;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Counts of requests, for the rules of the watch about errors and unknown categories. They are
 * written wherever there is a database for the log, also with {@code surety.audit.mode=off}: they
 * name no person, and without them a model whose decisions are not logged could fail unseen.
 */
@Configuration(proxyBeanMethods = false)
public class TallyServing {

  @Bean
  Tallies tallies() {
    return new Tallies();
  }

  @Bean
  TallyRounds tallyRounds(Tallies tallies, TallyStore store, Clock clock, MeterRegistry meters) {
    TallyLedger ledger = new TallyLedger(tallies, store, clock, UUID.randomUUID());
    Gauge.builder("surety.tallies.waiting", ledger::waiting)
        .description("Counts of requests that wait to be written to the database")
        .register(meters);
    return new TallyRounds(ledger);
  }

  @Bean
  WebMvcConfigurer talliedRequests(Tallies tallies) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RequestTally(tallies)).addPathPatterns(RequestTally.PATHS);
      }
    };
  }
}
