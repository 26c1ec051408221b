package io.surety.prediction.scoring;

import io.surety.web.MalformedRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What {@code POST /score} is asked: one thing, or several at once. */
sealed interface ScoreRequest {

  /** The most things that one request may ask for. */
  int MOST_ITEMS = 1_000;

  record One(ScoreItem item) implements ScoreRequest {}

  record Several(List<ScoreItem> items) implements ScoreRequest {}

  /** Reads a body, or refuses it with the field, and in an array the item, named. */
  static ScoreRequest read(JsonNode body, Clock clock) {
    if (!body.isArray()) {
      return new One(ScoreItem.read(body, "", clock));
    }
    if (body.size() > MOST_ITEMS) {
      throw MalformedRequest.because(
          "An array holds at most %d items, but this one holds %d."
              .formatted(MOST_ITEMS, body.size()));
    }
    List<ScoreItem> items = new ArrayList<>(body.size());
    for (JsonNode item : body) {
      items.add(ScoreItem.read(item, "[" + items.size() + "]", clock));
    }
    return new Several(items);
  }
}
