package io.surety.loans;

import org.jspecify.annotations.Nullable;

/**
 * A row that broke a rule.
 *
 * @param line the line of the file on which the row starts, the header being line 1
 * @param column the column that is wrong, or null when the row as a whole is
 * @param reason what is wrong, as a clause that follows "because"
 * @param row the row itself
 */
public record BadRow(long line, @Nullable String column, String reason, String row) {}
