package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.copy.PromptSockets;
import io.surety.login.serving.DatabaseSettings;
import io.surety.login.serving.SafeLogin;
import io.surety.prediction.audit.AuditSettings.Login;
import io.surety.prediction.audit.AuditSettings.Mode;
import io.surety.prediction.champion.ModelSource;
import io.surety.predictionlog.TallyWriter;
import io.surety.web.StartRefused;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The log of decisions, and the login behind it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class AuditServing {

  private static final Logger LOG = LoggerFactory.getLogger(AuditServing.class);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);
  private static final Duration VALIDATION = Duration.ofMillis(250);

  /** One for the days to come, tallies, traces and probes, one for what is unhurried. */
  private static final int CONNECTIONS_BESIDE = 2;

  private static final int CONNECTIONS_OF_LOOKUPS = 2;

  @Bean
  LogDatabase logDatabase(
      AuditSettings settings,
      ObjectProvider<DataSourceProperties> usual,
      DatabaseSettings database,
      MeterRegistry meters,
      Environment environment) {
    HikariConfig pool = pool("prediction-log", settings, usual.getIfAvailable());
    if (pool.getJdbcUrl() == null || (isFile(environment) && settings.datasource() == null)) {
      return LogDatabase.NONE;
    }
    pool.setMaximumPoolSize(settings.commits() + CONNECTIONS_BESIDE);
    pool.setMinimumIdle(settings.commits());
    HikariConfig lookups = pool("prediction-lookups", settings, usual.getIfAvailable());
    lookups.setMaximumPoolSize(CONNECTIONS_OF_LOOKUPS);
    lookups.setMinimumIdle(0);
    return new LogDatabase(opened(pool, database, meters), opened(lookups, database, meters));
  }

  private static HikariDataSource opened(
      HikariConfig pool, DatabaseSettings database, MeterRegistry meters) {
    SafeLogin.secure(pool, database);
    pool.addDataSourceProperty("socketFactory", PromptSockets.class.getName());
    pool.setMetricRegistry(meters);
    return new HikariDataSource(pool);
  }

  private static boolean isFile(Environment environment) {
    return ModelSource.isFile(environment);
  }

  private static HikariConfig pool(
      String name, AuditSettings settings, @Nullable DataSourceProperties usual) {
    Login login = settings.datasource();
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    if (usual != null) {
      pool.setJdbcUrl(usual.getUrl());
      pool.setUsername(usual.getUsername());
      pool.setPassword(usual.getPassword());
    }
    if (login != null) {
      pool.setJdbcUrl(login.url() == null ? pool.getJdbcUrl() : login.url());
      pool.setUsername(login.username());
      pool.setPassword(login.password());
    }
    long most = settings.timeLimit().toMillis();
    pool.setConnectionTimeout(Math.min(most, LONGEST_CONNECT.toMillis()));
    pool.setValidationTimeout(VALIDATION.toMillis());
    pool.setInitializationFailTimeout(-1);
    // The server gives up as well, or those who wait for a lock would pile up there, and one who is
    // not heard of any more would hold his.
    pool.setConnectionInitSql(
        "SET statement_timeout = %1$d; SET idle_in_transaction_session_timeout = %1$d"
            .formatted(most));
    pool.addDataSourceProperty("ApplicationName", "prediction-service log");
    // The details of a refusal are the row that was refused, and that is about somebody.
    pool.addDataSourceProperty("logServerErrorDetail", "false");
    pool.addDataSourceProperty("connectTimeout", "1");
    pool.addDataSourceProperty("socketTimeout", Long.toString(1 + (most + 999) / 1000));
    return pool;
  }

  /** How decisions are logged, as far as it depends on there being a database. */
  record Chosen(Mode mode) {}

  @Bean
  Chosen auditMode(AuditSettings settings, LogDatabase database) {
    Mode mode = settings.mode();
    if (mode == null) {
      mode = database.isThere() ? Mode.DURABLE : Mode.OFF;
    }
    if (mode != Mode.OFF && !database.isThere()) {
      throw new StartRefused(
          "surety.audit.mode is %s, but there is no database to log in."
              .formatted(mode.name().toLowerCase(Locale.ROOT)),
          "Set surety.audit.datasource to a login that is a member of surety_model_reader, or surety.audit.mode to off.");
    }
    if (mode == Mode.OFF) {
      LOG.warn("decisions_not_logged mode=off");
    } else {
      LOG.info("decisions_logged mode={}", mode.name().toLowerCase(Locale.ROOT));
    }
    return new Chosen(mode);
  }

  @Bean
  AuditMetrics auditMetrics(MeterRegistry meters, Chosen chosen) {
    return new AuditMetrics(meters, chosen.mode());
  }

  @Bean
  DecisionLog decisionLog(
      AuditSettings settings, LogDatabase database, Chosen chosen, AuditMetrics metrics) {
    return switch (chosen.mode()) {
      case DURABLE -> new DurableLog(new Commits(database.require(), metrics), metrics, settings);
      case ASYNC -> new AsyncLog(database.require(), metrics, settings);
      case OFF -> new NoLog();
    };
  }

  @Bean
  UnhurriedLog unhurriedLog(Chosen chosen, LogDatabase database) {
    return chosen.mode() == Mode.OFF ? UnhurriedLog.none() : UnhurriedLog.of(database.require());
  }

  @Bean
  TallyStore tallyStore(LogDatabase database) {
    return database
        .find()
        .<TallyStore>map(pool ->
            rows -> {
              try (Connection connection = pool.getConnection()) {
                TallyWriter.write(connection, rows);
              }
            })
        .orElse(TallyStore.NOWHERE);
  }

  @Bean
  AuditHealth auditHealthIndicator(Chosen chosen, AuditMetrics metrics, LogDatabase database) {
    return new AuditHealth(chosen.mode(), metrics, database.find().orElse(null));
  }

  @Bean
  PreparedDays preparedDays(Chosen chosen, LogDatabase database, Clock clock) {
    return chosen.mode() == Mode.OFF
        ? PreparedDays.none()
        : PreparedDays.of(database.require(), clock);
  }
}
