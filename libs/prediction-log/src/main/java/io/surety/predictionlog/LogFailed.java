package io.surety.predictionlog;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The log could not do what was asked; the message is for people, and says what to do next. */
public final class LogFailed extends RuntimeException {

  private static final String OWN_RULES = "SL";
  private static final String NOT_PERMITTED = "42501";
  private static final String NO_SUCH_SCHEMA = "3F000";
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String LOCKED = "55P03";

  private LogFailed(String sentences, SQLException cause) {
    super(sentences, cause);
  }

  static LogFailed because(SQLException failure) {
    return new LogFailed(sentences(failure), failure);
  }

  private static String sentences(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case NOT_PERMITTED ->
          "This database login may not do that with the prediction log (%s). Reading needs the role surety_trainer, surety_approver or surety_watcher, and erasing and setting the rule surety_approver: use a login that has it."
              .formatted(failure.getMessage());
      case NO_SUCH_SCHEMA, NO_SUCH_TABLE ->
          "This database has no prediction log yet. Make it with './surety migrate'.";
      case LOCKED ->
          "The prediction log is being read, and a day is dropped only when nobody reads. Nothing more was dropped; try again later.";
      default -> {
        ServerErrorMessage message = serverMessage(failure);
        yield state.startsWith(OWN_RULES) && message != null
            ? message.getMessage() + " " + message.getHint()
            : "The prediction log could not be reached or read: %s".formatted(failure.getMessage());
      }
    };
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException failure) {
    return failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }
}
