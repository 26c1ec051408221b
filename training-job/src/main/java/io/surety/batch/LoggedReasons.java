package io.surety.batch;

import io.surety.bundle.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reasons of a logged prediction. */
final class LoggedReasons {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LoggedReasons() {}

  static List<Reason> of(@Nullable String json) {
    List<Reason> reasons = new ArrayList<>();
    if (json != null) {
      for (JsonNode reason : JSON.readTree(json)) {
        reasons.add(
            new Reason(
                reason.path("feature").asString(""),
                reason.path("contribution").doubleValue(),
                reason.path("text").asString("")));
      }
    }
    return reasons;
  }
}
