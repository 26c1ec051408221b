package io.surety.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * For whom versions answered as fallbacks, from the history of decisions. A login with {@code
 * surety_model_reader} is enough.
 */
public final class StandIns {

  /**
   * Services follow a switch within two seconds; their clocks differ a little from the server's.
   */
  private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(5);

  private static final Duration CLOCKS_WITHIN = Duration.ofSeconds(2);

  private final JdbcClient database;

  /** Reads through connections of this source. */
  public StandIns(DataSource source) {
    this.database = JdbcClient.create(source);
  }

  /**
   * The version in whose place a fallback answered, under whichever alias; empty where the history
   * does not tell it, or tells of two between which it does not say.
   *
   * @param moment when it answered
   */
  public Optional<ModelVersion> stoodInFor(ModelVersion fallback, Instant moment) {
    List<ModelVersion> told =
        database
            .sql(
                """
                SELECT DISTINCT model_name, version
                FROM registry.stood_in
                WHERE model_name = :model AND answered_by = :version
                  AND answered_from <= :latest
                  AND (answered_until >= :earliest OR answered_until IS NULL)
                """)
            .param("model", fallback.name())
            .param("version", fallback.number())
            .param("latest", moment.plus(CLOCKS_WITHIN).atOffset(ZoneOffset.UTC))
            .param("earliest", moment.minus(FOLLOWED_WITHIN).atOffset(ZoneOffset.UTC))
            .query((row, number) ->
                new ModelVersion(row.getString("model_name"), row.getInt("version")))
            .list();
    return told.size() == 1 ? Optional.of(told.getFirst()) : Optional.empty();
  }
}
