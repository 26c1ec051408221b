package io.surety.watching;

import java.util.Optional;

/** What is known of how the data stands, answered at once. */
interface KnownData {

  /** What was read last; empty before the first reading, and after one that failed. */
  Optional<DataState> last();

  /** How many readings could be taken. */
  long taken();

  /** How many readings failed. */
  long failed();
}
