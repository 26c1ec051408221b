package io.surety.prediction.invocations;

import io.surety.prediction.batches.BoundRows;
import io.surety.prediction.champion.LoadedModel;

/** The rows of an invocation, as they came. */
sealed interface Table permits RowTable, RecordTable, ColumnTable {

  /** The rows in the order of the model's schema; the first wrong one refuses all. */
  BoundRows bind(LoadedModel model);
}
