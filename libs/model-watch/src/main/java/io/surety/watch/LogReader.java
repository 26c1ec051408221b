package io.surety.watch;

import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.TallyKind;
import io.surety.registry.ModelVersion;
import io.surety.watch.RequestCounts.Bundles;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what versions answered and what became of it. */
public final class LogReader {

  private static final String NEWEST_OF =
      "SELECT prediction_id, user_id, inputs, probability, latency_micros FROM ";

  private static final String NEWEST = " ORDER BY prediction_id DESC LIMIT :most";

  private static final String ANSWERS =
      """
      SELECT prediction_id, user_id, inputs, probability, latency_micros
      FROM prediction_log.prediction
      WHERE model_name = :model AND model_version = :version AND role = :role
        AND prediction_id >= prediction_log.first_id(:from)
        AND prediction_id < prediction_log.first_id(:until)
        AND probability IS NOT NULL
      ORDER BY prediction_id DESC
      LIMIT :most
      """;

  private static final String OUTCOMES =
      """
      SELECT o.prediction_id, o.bad, o.known_on, p.user_id, p.probability
      FROM prediction_log.outcome o
      CROSS JOIN LATERAL (
        SELECT logged.user_id, logged.probability
        FROM prediction_log.prediction logged
        WHERE logged.prediction_id = o.prediction_id AND logged.model_name = :model
          AND logged.model_version = :version AND logged.role IN (:roles)
          AND logged.probability IS NOT NULL
      ) AS p
      WHERE o.known_on >= :first AND o.known_on <= :last AND o.recorded_at > :recorded
        AND NOT EXISTS (
          SELECT FROM prediction_log.outcome later
          WHERE later.prediction_id = o.prediction_id
            AND (later.known_on, later.recorded_at) > (o.known_on, o.recorded_at))
      ORDER BY o.known_on DESC
      LIMIT :most
      """;

  private static final String REQUESTS =
      """
      SELECT kind, input, sum(count)::bigint AS count
      FROM prediction_log.tally
      WHERE model_name = :model AND model_version = :version AND role IN (:roles)
        AND counted_from >= :from AND counted_from < :until
      GROUP BY kind, input
      """;

  private static final String BUNDLES =
      """
      SELECT count(*) AS count, coalesce(sum(b.rows * b.rows), 0) AS rows_squared,
        coalesce(sum(b.unknown * b.unknown), 0) AS unknown_squared,
        coalesce(sum(b.rows * b.unknown), 0) AS products
      FROM (
        SELECT sum(count)::float8 AS rows,
          coalesce(sum(count) FILTER (WHERE kind = 'unknown_category'), 0)::float8 AS unknown
        FROM prediction_log.tally
        WHERE model_name = :model AND model_version = :version AND role IN (:roles)
          AND counted_from >= :from AND counted_from < :until
          AND kind IN ('answered_row', 'unknown_category')
        GROUP BY counted_from, instance
      ) AS b
      """;

  private final JdbcClient database;

  /** Reads as a login with {@code surety_watcher} or the like. */
  public LogReader(DataSource source) {
    this.database = JdbcClient.create(source);
  }

  /**
   * What finds the newest answers in some roles. They stand in it as literals, each by itself: only
   * so does PostgreSQL know which of them the index of rare roles has.
   */
  static String answersIn(List<AnswerRole> roles) {
    return roles.stream()
        .map(role -> ANSWERS.replace(":role", "'" + role + "'"))
        .collect(Collectors.joining(") UNION ALL (", NEWEST_OF + "((", ")) AS found" + NEWEST));
  }

  /**
   * The newest answers of a stretch, the newest first.
   *
   * @param roles in which they were given, at least one
   */
  public List<Answer> answers(
      ModelVersion version, List<AnswerRole> roles, Instant from, Instant until, int most) {
    return database
        .sql(answersIn(roles))
        .param("model", version.name())
        .param("version", version.number())
        .param("from", utc(from))
        .param("until", utc(until))
        .param("most", most)
        .query((row, _) -> answer(row))
        .list();
  }

  /**
   * The newest outcomes that became known in a stretch of days, each as it was known last.
   *
   * @param recorded only those that were recorded after this moment
   */
  List<KnownOutcome> outcomes(
      ModelVersion version,
      List<AnswerRole> roles,
      LocalDate first,
      LocalDate last,
      Instant recorded,
      int most) {
    return database
        .sql(OUTCOMES)
        .param("model", version.name())
        .param("version", version.number())
        .param("roles", names(roles))
        .param("first", first)
        .param("last", last)
        .param("recorded", utc(recorded))
        .param("most", most)
        .query((row, _) ->
            new KnownOutcome(
                row.getObject("prediction_id", UUID.class),
                row.getObject("user_id", Long.class),
                row.getDouble("probability"),
                row.getBoolean("bad"),
                row.getObject("known_on", LocalDate.class)))
        .list();
  }

  /** What became of the requests of a stretch. */
  RequestCounts requests(
      ModelVersion version, List<AnswerRole> roles, Instant from, Instant until) {
    Map<TallyKind, Long> counted = new EnumMap<>(TallyKind.class);
    Map<String, Long> unknown = new HashMap<>();
    database
        .sql(REQUESTS)
        .param("model", version.name())
        .param("version", version.number())
        .param("roles", names(roles))
        .param("from", utc(from))
        .param("until", utc(until))
        .query(row -> {
          long count = row.getLong("count");
          TallyKind kind = TallyKind.ofName(row.getString("kind"));
          if (kind == TallyKind.UNKNOWN_CATEGORY) {
            unknown.merge(row.getString("input"), count, Long::sum);
          } else {
            counted.merge(kind, count, Long::sum);
          }
        });
    return new RequestCounts(
        counted.getOrDefault(TallyKind.ANSWERED, 0L),
        counted.getOrDefault(TallyKind.FAILED, 0L),
        counted.getOrDefault(TallyKind.ANSWERED_ROW, 0L),
        unknown,
        bundles(version, roles, from, until));
  }

  private Bundles bundles(
      ModelVersion version, List<AnswerRole> roles, Instant from, Instant until) {
    return database
        .sql(BUNDLES)
        .param("model", version.name())
        .param("version", version.number())
        .param("roles", names(roles))
        .param("from", utc(from))
        .param("until", utc(until))
        .query((row, _) ->
            new Bundles(
                row.getLong("count"),
                row.getDouble("rows_squared"),
                row.getDouble("unknown_squared"),
                row.getDouble("products")))
        .single();
  }

  private static List<String> names(List<AnswerRole> roles) {
    return roles.stream().map(AnswerRole::toString).toList();
  }

  static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getObject("prediction_id", UUID.class),
        row.getObject("user_id", Long.class),
        inputs(row.getArray("inputs")),
        row.getDouble("probability"),
        row.getObject("latency_micros", Integer.class));
  }

  private static double[] inputs(Array array) throws SQLException {
    Double[] values = (Double[]) array.getArray();
    double[] inputs = new double[values.length];
    for (int input = 0; input < inputs.length; input++) {
      Double value = values[input];
      inputs[input] = value == null ? Double.NaN : value;
    }
    return inputs;
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
