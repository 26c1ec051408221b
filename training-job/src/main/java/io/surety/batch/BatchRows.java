package io.surety.batch;

import java.util.function.Consumer;

/** The rows of one shard of a batch, the same each time and in the same order. */
interface BatchRows {

  /** Gives out those behind what was reached. Called from a thread of its own. */
  void each(Reached reached, Consumer<BatchRow> taker);
}
