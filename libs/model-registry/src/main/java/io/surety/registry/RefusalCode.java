package io.surety.registry;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;

/**
 * The SQLSTATE of each rule that the database keeps, and the exception that names it. The sentences
 * are the database's own, so psql and Java say the same.
 */
enum RefusalCode {
  MODEL_NOT_FOUND("SR001", ModelNotFound::new),
  ALREADY_DECIDED("SR002", AlreadyDecided::new),
  PROPOSER_CANNOT_APPROVE("SR003", ProposerCannotApprove::new),
  GATES_NOT_PASSED("SR004", GatesNotPassed::new),
  NOT_APPROVED("SR005", NotApproved::new),
  NOTHING_TO_ROLL_BACK_TO("SR006", NothingToRollBackTo::new),
  ALIAS_MOVED("SR007", AliasMoved::new),
  ALREADY_SERVED("SR008", AlreadyServed::new),
  APPROVAL_NEEDS_PERSON("SR009", ApprovalNeedsPerson::new),
  NOT_SERVED("SR010", NotServed::new),
  VERSION_TAKEN("SR011", VersionTaken::new),
  BREAKER_OPEN_ALREADY("SR012", BreakerOpenAlready::new),
  BREAKER_HALF_OPEN_ALREADY("SR013", BreakerHalfOpenAlready::new),
  BREAKER_CLOSED_ALREADY("SR014", BreakerClosedAlready::new),
  UNFIT_FALLBACK("SR015", UnfitFallback::new),
  CLOSING_NEEDS_PERSON("SR016", ClosingNeedsPerson::new),
  NOT_PERMITTED("42501", NotPermitted::new);

  private final String sqlState;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds nothing that changes
  private final Function<String, DecisionRefused> named;

  RefusalCode(String sqlState, Function<String, DecisionRefused> named) {
    this.sqlState = sqlState;
    this.named = named;
  }

  String sqlState() {
    return sqlState;
  }

  /** The refusal that a failed statement stands for, or the failure itself. */
  static RuntimeException translate(DataAccessException failure) {
    if (failure.getMostSpecificCause() instanceof SQLException cause) {
      return Stream.of(values())
          .filter(code -> code.sqlState.equals(cause.getSQLState()))
          .findFirst()
          .<RuntimeException>map(code -> code.refusal(cause))
          .orElse(failure);
    }
    return failure;
  }

  private DecisionRefused refusal(SQLException cause) {
    DecisionRefused refusal = named.apply(sentences(cause));
    refusal.initCause(cause);
    return refusal;
  }

  private String sentences(SQLException cause) {
    if (this == NOT_PERMITTED) {
      return "This database login may not do that ("
          + cause.getMessage()
          + "). Registering needs the role surety_trainer, deciding surety_approver, serving"
          + " surety_model_reader, admitting surety_admitter, and switching breakers as a program"
          + " surety_watcher: use a login that has it.";
    }
    @Nullable ServerErrorMessage message =
        cause instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    return message == null
        ? String.valueOf(cause.getMessage())
        : message.getMessage() + " " + message.getHint();
  }
}
