package io.surety.watch.health;

import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands in records of its own: who answered, and the last check of consistency. */
final class RecordedFacts {

  private static final int MOST_SPANS = 200;

  private static final String SERVICE =
      """
      SELECT version, breaker, answered_by, decision_id, reason, automatic, answered_from,
        answered_until
      FROM registry.service
      WHERE model_name = :model AND alias = :alias AND answered_from < :until
        AND (answered_until IS NULL OR answered_until > :from)
      ORDER BY decision_id DESC
      LIMIT :most
      """;

  private static final String CHECK =
      """
      SELECT check_id, checked_at, logged_from, logged_until, sample, compared, differing
      FROM prediction_log.consistency_check
      ORDER BY checked_at DESC
      LIMIT 1
      """;

  private static final String DIFFERENCES =
      """
      SELECT feature, count(*) AS count
      FROM prediction_log.consistency_difference
      WHERE check_id = :check
      GROUP BY feature
      ORDER BY count DESC, feature
      """;

  private RecordedFacts() {}

  /** Who answered for the alias in the period, the oldest first: the newest spans up to a bound. */
  static List<ServiceSpan> service(JdbcClient database, Asked asked) {
    return database
        .sql(SERVICE)
        .param("model", asked.watched().version().name())
        .param("alias", asked.watched().alias().name())
        .param("from", Asked.utc(asked.period().since()))
        .param("until", Asked.utc(asked.period().until()))
        .param("most", MOST_SPANS)
        .query((row, _) -> span(asked.watched().version().name(), row))
        .list()
        .reversed();
  }

  private static ServiceSpan span(String model, ResultSet row) throws SQLException {
    return new ServiceSpan(
        new ModelVersion(model, row.getInt("version")),
        BreakerState.valueOf(row.getString("breaker").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getObject("answered_by", Integer.class))
            .map(number -> new ModelVersion(model, number)),
        row.getLong("decision_id"),
        row.getString("reason"),
        row.getBoolean("automatic"),
        moment(row, "answered_from"),
        Optional.ofNullable(row.getObject("answered_until", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  static Optional<Consistency> lastCheck(JdbcClient database) {
    return database
        .sql(CHECK)
        .query((row, _) ->
            new Consistency(
                moment(row, "checked_at"),
                moment(row, "logged_from"),
                moment(row, "logged_until"),
                row.getObject("sample", Integer.class),
                row.getLong("compared"),
                row.getLong("differing"),
                differences(database, row.getObject("check_id", UUID.class))))
        .optional();
  }

  private static Map<String, Long> differences(JdbcClient database, UUID check) {
    Map<String, Long> features = new LinkedHashMap<>();
    database
        .sql(DIFFERENCES)
        .param("check", check)
        .query(row -> {
          features.put(row.getString("feature"), row.getLong("count"));
        });
    return features;
  }

  private static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
