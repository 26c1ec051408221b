package io.surety.prediction.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST …/infer} is asked.
 *
 * @param id comes back in the answer
 * @param outputs in the order of the answer
 */
record InferenceRequest(
    @Nullable String id, List<InputTensor> inputs, List<RequestedOutput> outputs) {

  InferenceRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * An output, and how it travels.
   *
   * @param binary behind the JSON, otherwise in it
   */
  record RequestedOutput(OutputTensor tensor, boolean binary) {}
}
