package io.surety.prediction.inference;

import io.surety.bundle.Reasons;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be answered about each row. The first three are answered when nothing is asked for. */
enum OutputTensor {
  /** The probability of not paying. */
  PROBABILITY(Datatype.FP64),
  /** The decision of the model's policy: approve, refer or decline. */
  DECISION(Datatype.BYTES),
  /** The points of the model's score scale; more points, less risk. */
  SCORE(Datatype.INT64),
  /** What each input, in the order of the schema, adds to the log odds of "not paid". */
  CONTRIBUTIONS(Datatype.FP64),
  /** The log odds to which the contributions add, the same for every row. */
  BASE_VALUE(Datatype.FP64),
  /** Up to four texts, the strongest reason first, and empty texts behind them. */
  REASONS(Datatype.BYTES),
  /** The name under which the decision can be found again, a UUIDv7. */
  PREDICTION_ID(Datatype.BYTES);

  static final List<OutputTensor> DEFAULTS = List.of(PROBABILITY, DECISION, SCORE);

  private final Datatype datatype;

  OutputTensor(Datatype datatype) {
    this.datatype = datatype;
  }

  static OutputTensor read(String path, String name) {
    for (OutputTensor tensor : values()) {
      if (tensor.wireName().equals(name)) {
        return tensor;
      }
    }
    throw MalformedRequest.at(
        path,
        "There is no output %s; there are %s."
            .formatted(
                Quoted.of(name),
                Arrays.stream(values())
                    .map(OutputTensor::wireName)
                    .collect(Collectors.joining(", "))));
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Datatype datatype() {
    return datatype;
  }

  /** Whether it takes an explanation of each row, which costs more than its score. */
  boolean isExplanation() {
    return switch (this) {
      case CONTRIBUTIONS, BASE_VALUE, REASONS -> true;
      case PROBABILITY, DECISION, SCORE, PREDICTION_ID -> false;
    };
  }

  /** How many elements a row has, 0 when it has one and no dimension of its own. */
  int columns(int inputs) {
    return switch (this) {
      case CONTRIBUTIONS -> inputs;
      case REASONS -> Reasons.MOST;
      case PROBABILITY, DECISION, SCORE, BASE_VALUE, PREDICTION_ID -> 0;
    };
  }

  /** The shape for so many rows, such as {@code [3]} or {@code [3, 5]}. */
  List<Integer> shape(int rows, int inputs) {
    int columns = columns(inputs);
    return columns == 0 ? List.of(rows) : List.of(rows, columns);
  }
}
