package io.surety.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the webhook is told.
 *
 * @param id in the order in which they are told
 * @param key the same whenever it is told again
 * @param kind such as {@code breaker_opened}
 * @param state of the breaker, or of the rule
 */
public record WatchEvent(
    long id,
    String key,
    String kind,
    String model,
    int version,
    @Nullable String alias,
    @Nullable String state,
    String reason,
    @Nullable String figuresJson,
    boolean automatic,
    @Nullable String decidedBy,
    Instant at) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The body of the request. */
  public String json() {
    ObjectNode body =
        JSON.createObjectNode()
            .put("event", kind)
            .put("id", key)
            .put("model", model)
            .put("version", version)
            .put("alias", alias)
            .put("state", state)
            .put("reason", reason)
            .put("automatic", automatic)
            .put("decided_by", decidedBy)
            .put("decided_at", at.toString());
    if (figuresJson == null) {
      body.putNull("figures");
    } else {
      body.set("figures", JSON.readTree(figuresJson));
    }
    return JSON.writeValueAsString(body);
  }
}
