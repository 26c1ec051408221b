package io.surety.prediction.batches;

import io.surety.web.MalformedRequest;

/**
 * How much one batch may hold, however few bytes it takes on the wire: what is made of it has to
 * fit into the heap that {@code jvm.options} gives. Each is checked before room is made.
 */
public final class BatchLimits {

  /** The most rows. */
  public static final int MOST_ROWS = 100_000;

  /** The most columns, named or not, of which a model has some dozen. */
  public static final int MOST_COLUMNS = 1_000;

  /** The most values, rows times columns: all rows of a model of five inputs. */
  public static final int MOST_VALUES = 500_000;

  /** The most keys in a place where those that nobody knows are passed over. */
  public static final int MOST_KEYS = 100;

  /** The most rows whose decisions are explained too. */
  public static final int MOST_EXPLAINED = 10_000;

  private BatchLimits() {}

  /** Refuses more rows; an empty path is the whole body. */
  public static void requireRows(String path, long rows) {
    if (rows > MOST_ROWS) {
      throw MalformedRequest.at(
          path,
          "A request holds at most %,d rows, but here are more. Send fewer at once."
              .formatted(MOST_ROWS));
    }
  }

  /** Refuses more columns; an empty path is the whole body. */
  public static void requireColumns(String path, long columns) {
    if (columns > MOST_COLUMNS) {
      throw tooManyColumns(path);
    }
  }

  static MalformedRequest tooManyColumns(String path) {
    return MalformedRequest.at(
        path,
        "A request holds at most %,d columns, but here are more. Send those that the model has."
            .formatted(MOST_COLUMNS));
  }

  /** Refuses more values; an empty path is the whole body. */
  public static void requireValues(String path, long values) {
    if (values > MOST_VALUES) {
      throw MalformedRequest.at(
          path,
          "A request holds at most %,d values, rows times columns, but here are more. Send fewer rows at once."
              .formatted(MOST_VALUES));
    }
  }

  /** Refuses more keys that are passed over. */
  public static void requireKeys(String path, int keys) {
    if (keys > MOST_KEYS) {
      throw MalformedRequest.at(
          path, "At most %,d keys are read here, but here are more.".formatted(MOST_KEYS));
    }
  }

  /** Refuses more rows to explain. */
  public static void requireExplained(String path, int rows) {
    if (rows > MOST_EXPLAINED) {
      throw MalformedRequest.at(
          path,
          "At most %,d rows are explained at once, but here are %,d. Send fewer, or ask for no explanation."
              .formatted(MOST_EXPLAINED, rows));
    }
  }
}
