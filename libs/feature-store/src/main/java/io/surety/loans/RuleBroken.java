package io.surety.loans;

import org.jspecify.annotations.Nullable;

/** A row breaks a rule. Thrown once a bad row, so it carries no stack trace. */
final class RuleBroken extends Exception {

  private final transient @Nullable LoanColumn column;
  private final String reason;

  RuleBroken(@Nullable LoanColumn column, String reason) {
    super(reason, null, false, false);
    this.column = column;
    this.reason = reason;
  }

  BadRow of(LoanRow row) {
    return new BadRow(row.line(), column == null ? null : column.header(), reason, row.text());
  }
}
