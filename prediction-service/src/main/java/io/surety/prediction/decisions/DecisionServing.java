package io.surety.prediction.decisions;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.surety.login.serving.DatabaseSettings;
import io.surety.login.serving.SafeLogin;
import io.surety.prediction.decisions.DecisionSettings.Login;
import io.surety.prediction.versions.ServableVersions;
import io.surety.web.StartRefused;
import io.surety.web.tokens.SecuritySettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint and the login behind it, when it is switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("surety.decisions.enabled")
@EnableConfigurationProperties(DecisionSettings.class)
@Import({DecisionEndpoint.class, DecisionRefusals.class})
public class DecisionServing {

  private static final int CONNECTIONS = 2;
  private static final long PATIENCE_MILLIS = 1_000;

  /** A pool of its own that is no bean: the service's other reads go on with the lesser login. */
  @Bean
  Decisions decisions(
      DecisionSettings settings,
      DataSourceProperties usual,
      DatabaseSettings database,
      ServableVersions versions,
      JsonMapper json) {
    HikariConfig pool = pool(settings.requireLogin(), usual.getUrl());
    SafeLogin.secure(pool, database);
    return new Decisions(new HikariDataSource(pool), versions.modelName(), json);
  }

  /** Refuses before anything listens. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> decidedByKnownCallersAlone(
      DecisionSettings settings, SecuritySettings security) {
    if (!security.asksForTokens()) {
      throw new StartRefused(
          "surety.decisions.enabled is true, but nobody could say who decides: surety.security.mode is none.",
          "Set surety.security.mode to issuer or keys, or surety.decisions.enabled to false.");
    }
    settings.requireLogin();
    return _ -> {};
  }

  private static HikariConfig pool(Login login, @Nullable String usualUrl) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("decisions");
    pool.setJdbcUrl(login.url() == null ? usualUrl : login.url());
    pool.setUsername(login.username());
    pool.setPassword(login.password());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(PATIENCE_MILLIS);
    pool.setInitializationFailTimeout(-1);
    pool.addDataSourceProperty("ApplicationName", "prediction-service decisions");
    pool.addDataSourceProperty("connectTimeout", "1");
    pool.addDataSourceProperty("socketTimeout", "5");
    return pool;
  }
}
