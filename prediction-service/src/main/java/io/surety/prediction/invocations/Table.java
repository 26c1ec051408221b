package io.surety.prediction.invocations;

import io.surety.bundle.RowBinder;
import io.surety.prediction.batches.BoundRows;

/** The rows of an invocation, as they came. */
sealed interface Table permits RowTable, RecordTable, ColumnTable {

  /** The rows in the order of the model's schema; the first wrong one refuses all. */
  BoundRows bind(RowBinder binder);
}
