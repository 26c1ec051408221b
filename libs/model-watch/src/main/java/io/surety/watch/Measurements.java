package io.surety.watch;

import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was measured over time, in PostgreSQL. It is kept for {@link #KEPT}. Reading takes a login
 * with {@code surety_trainer}, {@code surety_approver} or {@code surety_watcher}.
 */
public final class Measurements {

  /** How long measurements are kept. */
  public static final Duration KEPT = Duration.ofDays(400);

  private static final String INSERT =
      """
      INSERT INTO model_watch.measurement
        (model_name, version, alias, figure, subject, measured_at, measured_from, rows, value, lower,
         upper, cut, verdict, sentence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String SELECT =
      """
      SELECT figure, subject, measured_at, measured_from, rows, value, lower, upper, cut, verdict,
        sentence
      FROM model_watch.measurement
      WHERE model_name = :model AND version = :version AND alias = :alias
      """;

  private static final String TRENDS =
      """
      SELECT subject, measured_at, value, cut
      FROM (
        SELECT DISTINCT ON (subject, part) subject, part, measured_at, value, cut
        FROM (
          SELECT subject, measured_at, value, cut,
            width_bucket(extract(epoch FROM measured_at), extract(epoch FROM CAST(:from AS timestamptz)),
              extract(epoch FROM CAST(:until AS timestamptz)), :parts) AS part
          FROM model_watch.measurement
          WHERE model_name = :model AND version = :version AND alias = :alias
            AND figure = :figure AND measured_at >= :from AND measured_at < :until
            AND value IS NOT NULL AND cut IS NOT NULL
        ) AS measured
        ORDER BY subject, part, value DESC
      ) AS greatest
      ORDER BY subject, measured_at
      """;

  private final JdbcClient database;
  private final JdbcTemplate batches;

  /** Works through connections of this source. */
  public Measurements(DataSource source) {
    this.database = JdbcClient.create(source);
    this.batches = new JdbcTemplate(source);
  }

  /**
   * The last look of all at a version under an alias.
   *
   * @param by who looked: a process and its machine
   * @param rows answers that were looked at
   */
  public record LastLook(Instant at, String by, Duration took, long rows, long outcomes) {}

  /**
   * The greatest value of some time.
   *
   * @param cut that was held against it
   */
  public record TrendPoint(Instant at, double value, double cut) {}

  /** The last look; empty before the first. */
  public Optional<LastLook> lastLook(ModelVersion version, Alias alias) {
    return database
        .sql(
            """
            SELECT looked_at, looked_by, took_micros, rows, outcomes
            FROM model_watch.look
            WHERE model_name = :model AND version = :version AND alias = :alias
            """)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .query((row, _) ->
            new LastLook(
                moment(row, "looked_at"),
                row.getString("looked_by"),
                Duration.ofNanos(row.getLong("took_micros") * 1_000),
                row.getLong("rows"),
                row.getLong("outcomes")))
        .optional();
  }

  /** What was measured last, all of one moment; {@link #latestWith} has bands and months, too. */
  public List<Measured> latest(ModelVersion version, Alias alias) {
    return database
        .sql(
            SELECT
                + """
                AND measured_at = (
                  SELECT max(newest.measured_at) FROM model_watch.measurement newest
                  WHERE newest.model_name = :model AND newest.version = :version
                    AND newest.alias = :alias)
                ORDER BY figure, subject
                """)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .query((row, _) -> read(row))
        .list();
  }

  /** One figure over time, the oldest first. */
  public List<Measured> history(
      ModelVersion version, Alias alias, String figure, Instant from, Instant until) {
    return database
        .sql(
            SELECT
                + """
                AND figure = :figure AND measured_at >= :from AND measured_at < :until
                ORDER BY measured_at, subject
                """)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .param("figure", figure)
        .param("from", utc(from))
        .param("until", utc(until))
        .query((row, _) -> read(row))
        .list();
  }

  /**
   * Figures of one family that could be measured, all of the last moment up to this one.
   *
   * @param prefix of the figures, such as {@code drift.}
   */
  public List<Measured> latestWith(
      ModelVersion version, Alias alias, String prefix, Instant until) {
    return database
        .sql(
            SELECT
                + """
                AND starts_with(figure, :prefix) AND measured_at = (
                  SELECT max(newest.measured_at) FROM model_watch.measurement newest
                  WHERE newest.model_name = :model AND newest.version = :version
                    AND newest.alias = :alias AND starts_with(newest.figure, :prefix)
                    AND newest.value IS NOT NULL AND newest.measured_at <= :until)
                ORDER BY figure, subject
                """)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .param("prefix", prefix)
        .param("until", utc(until))
        .query((row, _) -> read(row))
        .list();
  }

  /**
   * A figure that has a cut, over time and by subject: of each of so many equal parts of the time
   * the greatest value, and the cut that was held against it.
   */
  public Map<String, List<TrendPoint>> trends(
      ModelVersion version, Alias alias, String figure, Instant from, Instant until, int parts) {
    Map<String, List<TrendPoint>> trends = new HashMap<>();
    database
        .sql(TRENDS)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .param("figure", figure)
        .param("from", utc(from))
        .param("until", utc(until))
        .param("parts", parts)
        .query(row -> {
          trends
              .computeIfAbsent(row.getString("subject"), _ -> new ArrayList<>())
              .add(
                  new TrendPoint(
                      moment(row, "measured_at"), row.getDouble("value"), row.getDouble("cut")));
        });
    return trends;
  }

  void add(Watched watched, List<Measured> measured) {
    batches.batchUpdate(
        INSERT,
        new BatchPreparedStatementSetter() {
          @Override
          public void setValues(PreparedStatement row, int number) throws SQLException {
            Measured each = measured.get(number);
            row.setString(1, watched.version().name());
            row.setInt(2, watched.version().number());
            row.setString(3, watched.alias().name());
            row.setString(4, each.figure());
            row.setString(5, each.subject());
            row.setObject(6, utc(each.at()));
            row.setObject(7, utc(each.from()));
            row.setLong(8, each.rows());
            row.setObject(9, each.value());
            row.setObject(10, each.lower());
            row.setObject(11, each.upper());
            row.setObject(12, each.cut());
            RuleVerdict verdict = each.verdict();
            row.setString(13, verdict == null ? null : verdict.toString());
            row.setString(14, each.sentence());
          }

          @Override
          public int getBatchSize() {
            return measured.size();
          }
        });
  }

  void looked(VersionLook look, String by) {
    database
        .sql(
            """
            INSERT INTO model_watch.look
              (model_name, version, alias, looked_at, looked_by, took_micros, breaker, rows, outcomes)
            VALUES (:model, :version, :alias, :at, :by, :took, :breaker, :rows, :outcomes)
            ON CONFLICT (model_name, version, alias) DO UPDATE SET
              looked_at = excluded.looked_at, looked_by = excluded.looked_by,
              took_micros = excluded.took_micros, breaker = excluded.breaker,
              rows = excluded.rows, outcomes = excluded.outcomes
            """)
        .param("model", look.watched().version().name())
        .param("version", look.watched().version().number())
        .param("alias", look.watched().alias().name())
        .param("at", utc(look.at()))
        .param("by", by)
        .param("took", look.took().toNanos() / 1_000)
        .param("breaker", look.watched().state().written())
        .param("rows", look.answers())
        .param("outcomes", look.outcomes())
        .update();
  }

  /** Lets go what was measured too long ago, and the counts of requests with it. */
  int forget(Instant now) {
    database.sql("SELECT prediction_log.forget_tallies()").query(Long.class).single();
    return database
        .sql("DELETE FROM model_watch.measurement WHERE measured_at < :before")
        .param("before", utc(now.minus(KEPT)))
        .update();
  }

  private static Measured read(ResultSet row) throws SQLException {
    String verdict = row.getString("verdict");
    return new Measured(
        row.getString("figure"),
        row.getString("subject"),
        moment(row, "measured_at"),
        moment(row, "measured_from"),
        row.getLong("rows"),
        number(row, "value"),
        number(row, "lower"),
        number(row, "upper"),
        number(row, "cut"),
        verdict == null ? null : RuleVerdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
        row.getString("sentence"));
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Double.class);
  }

  static Instant moment(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
