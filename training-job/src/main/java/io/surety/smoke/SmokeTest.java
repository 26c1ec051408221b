package io.surety.smoke;

import io.surety.smoke.Endpoint.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores the examples of the served model through its service, and compares each answer with the
 * one that was written down when the model was trained.
 *
 * @param features a feature service that has to answer too
 * @param expected the version that has to answer
 */
public record SmokeTest(Endpoint scores, Optional<Endpoint> features, Optional<Integer> expected) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String EXAMPLES = "/score/examples";

  /** It does not answer, or not right; the message says what to look at. */
  public static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failed(String sentence) {
      super(sentence);
    }
  }

  /**
   * Everything was answered right.
   *
   * @param slowest answer of all
   */
  public record Passed(String model, int version, int examples, Duration slowest) {}

  /**
   * Runs it.
   *
   * @param patience how long to wait for a first answer
   */
  public Passed run(Duration patience) {
    JsonNode written = examples(System.nanoTime() + patience.toNanos());
    String model = written.at("/model/name").asString();
    int version = written.at("/model/version").asInt();
    requireExpected(model, version);
    Duration slowest = Duration.ZERO;
    JsonNode examples = written.get("examples");
    for (int number = 0; number < examples.size(); number++) {
      Duration taken = score(examples.get(number), number, version);
      slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
    }
    features.ifPresent(SmokeTest::requireFeatures);
    return new Passed(model, version, examples.size(), slowest);
  }

  private void requireExpected(String model, int version) {
    if (expected.isPresent() && expected.get() != version) {
      throw new Failed(
          "%s/%d answers at %s, and %s/%d was expected; see which version the alias points at."
              .formatted(model, version, scores.address(), model, expected.get()));
    }
  }

  /** Waits while a service starts, and not for one that refuses. */
  private JsonNode examples(long end) {
    while (true) {
      String why;
      try {
        Answer answer = scores.get(EXAMPLES);
        if (answer.status() == 200) {
          return read(answer);
        }
        why = "status %d, %s".formatted(answer.status(), answer.body());
        if (answer.status() < 500) {
          throw new Failed("%s%s was refused (%s).".formatted(scores.address(), EXAMPLES, why));
        }
      } catch (IOException away) {
        why = String.valueOf(away);
      }
      if (System.nanoTime() - end >= 0) {
        throw new Failed(
            "%s%s did not answer in time (%s); see its log and its readiness."
                .formatted(scores.address(), EXAMPLES, why));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Duration score(JsonNode example, int number, int version) {
    String item = JSON.createObjectNode().set("features", example.get("features")).toString();
    long begin = System.nanoTime();
    Answer answer = ask(scores, "/score", item);
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    JsonNode scored = answer.status() == 200 ? read(answer) : JSON.nullNode();
    if (scored.at("/model/version").asInt() != version
        || !example.get("probability").equals(scored.get("probability"))
        || !example.get("decision").equals(scored.get("decision"))) {
      throw new Failed(
          "Example %d was answered wrong: expected probability %s and decision %s of version %d, got status %d, %s"
              .formatted(
                  number,
                  example.get("probability"),
                  example.get("decision"),
                  version,
                  answer.status(),
                  answer.body()));
    }
    return taken;
  }

  /**
   * A lookup of somebody who may be unknown: that the service and its database answer is enough.
   */
  private static void requireFeatures(Endpoint features) {
    Answer answer = ask(features, "/features/lookup", "{\"user_ids\":[1]}");
    if (answer.status() != 200) {
      throw new Failed(
          "The feature service at %s answered %d, %s"
              .formatted(features.address(), answer.status(), answer.body()));
    }
  }

  private static Answer ask(Endpoint endpoint, String path, String item) {
    try {
      return endpoint.post(path, item);
    } catch (IOException failure) {
      throw new Failed(
          "%s%s broke off (%s); see its log.".formatted(endpoint.address(), path, failure));
    }
  }

  private static JsonNode read(Answer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException unreadable) {
      throw new Failed("The answer is no JSON: " + answer.body());
    }
  }
}
