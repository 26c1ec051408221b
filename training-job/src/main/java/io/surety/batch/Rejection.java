package io.surety.batch;

import org.jspecify.annotations.Nullable;

/**
 * Why a row was not scored.
 *
 * @param column that it is about; empty for the row as a whole
 */
record Rejection(long place, @Nullable Long user, String column, String reason) {}
