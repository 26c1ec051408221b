package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the log. They are no beans of their own type: the service's other reads go on
 * with theirs. Who looks predictions up has some apart, so that any number of them does not hold
 * back who writes.
 */
public final class LogDatabase implements AutoCloseable {

  static final LogDatabase NONE = new LogDatabase(null, null);

  private final @Nullable HikariDataSource pool;
  private final @Nullable HikariDataSource lookups;

  LogDatabase(@Nullable HikariDataSource pool, @Nullable HikariDataSource lookups) {
    this.pool = pool;
    this.lookups = lookups;
  }

  boolean isThere() {
    return pool != null;
  }

  /** What the service itself writes and asks with, where there is a database. */
  Optional<DataSource> find() {
    return Optional.ofNullable(pool);
  }

  /** What predictions are looked up with, where there is a database. */
  public Optional<DataSource> lookups() {
    return Optional.ofNullable(lookups);
  }

  HikariDataSource require() {
    if (pool == null) {
      throw new IllegalStateException("There is no database to log in.");
    }
    return pool;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
    if (lookups != null) {
      lookups.close();
    }
  }
}
