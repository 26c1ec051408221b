package io.surety.watch.health;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.watch.Watched;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Whose part of the log is read, and of when.
 *
 * @param sample what stands behind the table's name, so that not too much of it is read
 */
record Asked(Watched watched, Period period, LogSample sample) {

  /**
   * What was answered for the alias: by the version itself, the policy, or another instead; of a
   * version that answers instead, what it answered so.
   */
  static final String FOR_THE_ALIAS =
      """
      AND model_name = :model
        AND ((model_version = :version AND role IN (:own))
          OR (:champion AND role = 'fallback' AND model_version <> :version))
      """;

  /** Without what the policy decided in a batch, which nobody waited for. */
  static final String OF_REQUESTS =
      """
      AND (role <> 'policy' OR latency_micros IS NOT NULL)
      """;

  /** The least id of a moment, as the log has it. */
  static UUID firstId(Instant moment) {
    return new UUID(moment.toEpochMilli() << 16, 0);
  }

  static UUID[] firstIds(List<Instant> moments) {
    return moments.stream().map(Asked::firstId).toArray(UUID[]::new);
  }

  static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  boolean isChampion() {
    return watched.alias().equals(Alias.CHAMPION);
  }

  /** The statement with all that says what is asked about. */
  StatementSpec fill(StatementSpec statement) {
    List<String> own = new ArrayList<>();
    if (watched.insteadOf().isPresent()) {
      own.add(AnswerRole.FALLBACK.toString());
    } else {
      own.add((isChampion() ? AnswerRole.CHAMPION : AnswerRole.CANARY).toString());
      own.add(AnswerRole.POLICY.toString());
    }
    return statement
        .param("model", watched.version().name())
        .param("version", watched.version().number())
        .param("own", own)
        .param("champion", isChampion() && watched.insteadOf().isEmpty())
        .param("from", utc(period.since()))
        .param("until", utc(period.until()));
  }
}
