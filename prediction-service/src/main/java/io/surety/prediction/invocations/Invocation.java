package io.surety.prediction.invocations;

import java.util.List;

/**
 * What {@code POST /invocations} is asked.
 *
 * @param outputs what a prediction shall tell; empty when it is the probability alone
 */
record Invocation(Table table, List<PredictionField> outputs) {

  Invocation {
    outputs = List.copyOf(outputs);
  }
}
