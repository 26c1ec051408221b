package io.surety.benchmarks.serve;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.PostgresFeatures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that remembers what was prepared on it and how the parameters were filled, so that
 * both sides of a comparison always run the same statement.
 */
final class WatchedDatabase {

  private final List<String> prepared = new ArrayList<>();
  private final TreeMap<Integer, BareStatement.Parameter> filled = new TreeMap<>();

  private WatchedDatabase() {}

  /** Has the product find a user, and keeps the one statement that it prepares for that. */
  static BareStatement findingOneUser(DataSource database) {
    WatchedDatabase watch = new WatchedDatabase();
    new PostgresFeatures(watch.watched(DataSource.class, database))
        .find(new UserId(0), BareStatement.today(), Basis.LATEST_LOAN);
    if (watch.prepared.size() != 1) {
      throw new IllegalStateException(
          "Finding a user's features should take one statement, but takes these: "
              + watch.prepared);
    }
    return new BareStatement(watch.prepared.getFirst(), List.copyOf(watch.filled.values()));
  }

  private <T> T watched(Class<T> type, T original) {
    return type.cast(
        Proxy.newProxyInstance(
            WatchedDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(original, method, arguments)));
  }

  private @Nullable Object call(Object original, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null) {
      remember(method, arguments);
    }
    try {
      return switch (method.invoke(original, arguments)) {
        case PreparedStatement statement -> watched(PreparedStatement.class, statement);
        case Connection connection -> watched(Connection.class, connection);
        case null -> null;
        case Object other -> other;
      };
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  private void remember(Method method, Object[] arguments) {
    if (method.getName().equals("prepareStatement")) {
      prepared.add((String) arguments[0]);
    } else if (method.getDeclaringClass() == PreparedStatement.class
        && method.getName().startsWith("set")) {
      filled.put((Integer) arguments[0], parameter(arguments[1]));
    }
  }

  private static BareStatement.Parameter parameter(Object value) {
    return switch (value) {
      case LocalDate day -> BareStatement.Parameter.DAY;
      case Long user -> BareStatement.Parameter.USER;
      case Array users -> BareStatement.Parameter.USERS;
      default ->
          throw new IllegalStateException(
              "The statement is given '%s', which this benchmark does not know how to vary."
                  .formatted(value));
    };
  }
}
