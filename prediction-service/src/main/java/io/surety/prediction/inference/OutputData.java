package io.surety.prediction.inference;

import java.io.IOException;
import java.io.OutputStream;

/** The elements of one output in row-major order, encoded as they come. */
sealed interface OutputData permits BinaryOutput, JsonOutput {

  /** Data that travels behind the JSON, or in it. */
  static OutputData of(InferenceRequest.RequestedOutput requested) {
    return requested.binary() ? new BinaryOutput() : new JsonOutput();
  }

  void add(double real);

  void add(long whole);

  void add(String text);

  /** Writes all elements; nothing can be added afterwards. */
  void writeTo(OutputStream stream) throws IOException;
}
