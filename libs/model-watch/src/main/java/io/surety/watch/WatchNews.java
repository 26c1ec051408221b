package io.surety.watch;

import java.time.Duration;

/** Hears what a watch does; may be told by several threads at once. */
public interface WatchNews {

  /** Whether this watch was elected, or is not any more. */
  void leading(boolean leads);

  /** It asked to be elected, and another looks; told each time it asked. */
  default void standsBy() {}

  /** It looked at all. */
  void looked(Evaluator.Looks looks, Duration took);

  /** It could not look, or lost the database; it tries again by itself. */
  void failed(RuntimeException failure);

  /** The webhook took an event. */
  void delivered(WatchEvent event);

  /** The webhook did not take an event; it is told again after this time. */
  void refused(WatchEvent event, String because, Duration again);
}
