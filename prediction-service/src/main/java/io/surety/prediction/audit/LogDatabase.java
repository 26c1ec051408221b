package io.surety.prediction.audit;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The pool of the log. It is no bean of its own type: the service's other reads go on with theirs.
 */
public final class LogDatabase implements AutoCloseable {

  private final @Nullable HikariDataSource pool;

  LogDatabase(@Nullable HikariDataSource pool) {
    this.pool = pool;
  }

  boolean isThere() {
    return pool != null;
  }

  /** The pool, where there is a database. */
  public Optional<DataSource> find() {
    return Optional.ofNullable(pool);
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
  }
}
