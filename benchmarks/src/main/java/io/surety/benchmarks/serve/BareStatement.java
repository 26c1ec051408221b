package io.surety.benchmarks.serve;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * The statement that finds one user's features, taken from the product itself.
 *
 * @param parameters what each of its parameters is, in their order
 */
record BareStatement(String sql, List<Parameter> parameters) {

  /** What a parameter of the statement is. */
  enum Parameter {
    DAY,
    USER,
    USERS
  }

  static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** Finds a user, and reads every column of the answer. */
  void find(DataSource database, long user) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      LocalDate today = today();
      for (int i = 0; i < parameters.size(); i++) {
        switch (parameters.get(i)) {
          case DAY -> statement.setObject(i + 1, today);
          case USER -> statement.setLong(i + 1, user);
          case USERS ->
              statement.setArray(i + 1, connection.createArrayOf("bigint", new Object[] {user}));
        }
      }
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("The statement found no user " + user + ".");
        }
        int columns = rows.getMetaData().getColumnCount();
        for (int column = 1; column <= columns; column++) {
          rows.getObject(column);
        }
      }
    }
  }
}
