package io.surety.web;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says whether the database can be reached, and nothing about where it is. */
public final class DatabaseHealth implements HealthIndicator {

  private static final int MOST_SECONDS = 1;

  private final DataSource database;

  public DatabaseHealth(DataSource database) {
    this.database = database;
  }

  @Override
  public Health health() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(MOST_SECONDS)
          ? Health.up().withDetail("database", "reachable").build()
          : unreachable();
    } catch (SQLException away) {
      return unreachable();
    }
  }

  private static Health unreachable() {
    return Health.down().withDetail("database", "unreachable").build();
  }
}
