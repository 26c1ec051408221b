package io.surety.terminal;

import io.surety.drill.Applicants.Applicant;
import io.surety.drill.Traffic;
import io.surety.predictionlog.Predictions;
import io.surety.registry.ModelVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Whether a service answers with a registry, and writes to the log, of a database. */
record DrillAcquaintance(Traffic.Ask ask, Predictions log) {

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Asks for one score, and looks for it in the log. */
  void require(ModelVersion champion, Applicant who) {
    JsonNode answer = answer(who);
    String model = answer.path("model").path("name").asString("");
    int version = answer.path("model").path("version").asInt();
    if (!champion.name().equals(model) || champion.number() != version) {
      throw new CommandFailed(
          "%s/%d answers at %s, but the champion of this database is %s: they belong to two systems. Name the right ones with --url and --database or --data-dir."
              .formatted(model, version, ask.address(), champion));
    }
    requireLogged(UUID.fromString(answer.path("prediction_id").asString("")));
  }

  private JsonNode answer(Applicant who) {
    try {
      return Traffic.once(ask, who);
    } catch (IOException failure) {
      String why = failure.getMessage();
      throw new CommandFailed(
          "The service at %s does not answer (%s); name it with --url, and give a --token-file where it asks for one."
              .formatted(ask.address(), why == null ? "nobody listens there" : why),
          failure);
    }
  }

  private void requireLogged(UUID id) {
    long end = System.nanoTime() + WRITTEN_WITHIN.toNanos();
    while (log.find(id).isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new CommandFailed(
            "The service at %s answered, but prediction %s is not in the log of this database: they belong to two systems, or nothing is logged. Name the right ones with --url and --database or --data-dir."
                .formatted(ask.address(), id));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
