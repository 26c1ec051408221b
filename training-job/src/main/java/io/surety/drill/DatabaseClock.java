package io.surety.drill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The time as the database tells it, which stamps decisions; asked once. */
public final class DatabaseClock {

  private static final int TRIES = 3;

  private DatabaseClock() {}

  /** A clock that agrees with the database to within half of the time that asking it takes. */
  public static Clock of(DataSource database, Clock own) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      Duration ahead = Duration.ZERO;
      Duration least = Duration.ofDays(1);
      for (int i = 0; i < TRIES; i++) {
        Instant before = own.instant();
        Instant there;
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
          row.next();
          there = row.getObject(1, OffsetDateTime.class).toInstant();
        }
        Duration took = Duration.between(before, own.instant());
        if (took.compareTo(least) < 0) {
          least = took;
          ahead = Duration.between(before.plus(took.dividedBy(2)), there);
        }
      }
      return Clock.offset(own, ahead);
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "The database does not tell the time: " + failure.getMessage(), failure);
    }
  }
}
