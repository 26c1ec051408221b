package io.surety.prediction.scoring;

import io.surety.web.MalformedRequest;
import java.util.List;

/** What {@code POST /score} is asked: one thing, or several at once. */
sealed interface ScoreRequest {

  /** The most things that one request may ask for, unless it is streamed. */
  int MOST_ITEMS = 1_000;

  record One(ScoreItem item) implements ScoreRequest {}

  record Several(List<ScoreItem> items) implements ScoreRequest {}

  /**
   * Refuses more than a request may ask for.
   *
   * @param where they are, such as {@code data}; empty for the whole body
   */
  static void requireNotTooMany(String where, int items) {
    if (items > MOST_ITEMS) {
      throw MalformedRequest.at(
          where,
          ("At most %,d items are scored at once, but here are %,d. Send fewer, or any number as"
                  + " lines of application/x-ndjson.")
              .formatted(MOST_ITEMS, items));
    }
  }
}
