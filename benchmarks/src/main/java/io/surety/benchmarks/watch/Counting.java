package io.surety.benchmarks.watch;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Whose rows a window counts as one. */
enum Counting {
  ROWS("as independent"),
  USERS("by user"),
  PEOPLE("by person");

  private final String words;

  Counting(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** By row: whose it is. */
  long[] clusters(Traffic traffic) {
    return switch (this) {
      case ROWS -> LongStream.range(0, traffic.size()).toArray();
      case USERS -> Arrays.stream(traffic.user()).asLongStream().toArray();
      case PEOPLE -> traffic.person();
    };
  }
}
