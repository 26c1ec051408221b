package io.surety.watch;

import io.surety.bundle.WatchedFigure;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The versions that are watched: those that {@code champion} and {@code canary} point at, and those
 * that answer in the place of one of them. A version that does both is watched once, as what its
 * alias says; one that answers for both aliases is watched as what answers for the champion.
 */
public final class WatchedVersions {

  /** Of each model and alias what the alias points at, and what answers in its place. */
  private static final String SELECT =
      """
      SELECT w.model_name, w.alias, w.version, v.bundle_sha256, w.breaker, w.since, w.answered_by,
        w.instead_of, w.decision_id, NOT coalesce(opener.automatic, d.automatic, true) AS by_person,
        ARRAY(
          SELECT rule ->> 'rule'
          FROM json_array_elements(
            CASE json_typeof(opener.figures -> 'rules') WHEN 'array' THEN opener.figures -> 'rules' END
          ) AS rule
          WHERE opener.automatic AND rule ->> 'rule' IS NOT NULL) AS causes,
        coalesce(opener.automatic AND opener.figures ->> 'answers' = 'batch', false) AS by_batches,
        (SELECT count(*)
         FROM registry.decision o
         WHERE o.model_name = w.model_name AND o.alias = w.alias AND o.version = w.version
           AND o.kind = 'opened' AND o.automatic AND o.follows IS NULL
           AND o.decision_id > coalesce(
             (SELECT max(e.decision_id)
              FROM registry.decision e
              WHERE e.model_name = w.model_name AND e.alias = w.alias AND e.version = w.version
                AND (e.kind = 'closed' OR NOT e.automatic)), 0)) AS openings,
        (SELECT max(p.decided_at)
         FROM registry.decision p
         WHERE p.model_name = w.model_name AND p.alias = w.alias
           AND w.version IN (p.version, p.fallback_version) AND NOT p.automatic) AS of_person
      FROM (
        SELECT s.model_name, s.alias, s.version, s.breaker, s.since, s.answered_by,
          NULL::int AS instead_of, s.decision_id
        FROM registry.serving s
        WHERE s.alias IN ('champion', 'canary')
        UNION ALL
        SELECT f.model_name, f.alias, f.answered_by, 'closed',
          coalesce(
            (SELECT max(e.answered_until)
             FROM registry.service e
             WHERE e.model_name = f.model_name AND e.alias = f.alias
               AND e.answered_by IS DISTINCT FROM f.answered_by),
            f.since),
          f.answered_by, f.version, b.decision_id
        FROM (
          SELECT DISTINCT ON (s.model_name, s.answered_by)
            s.model_name, s.alias, s.version, s.since, s.answered_by
          FROM registry.serving s
          WHERE s.alias IN ('champion', 'canary') AND s.breaker <> 'closed'
            AND s.answered_by IS NOT NULL
            AND NOT EXISTS (
              SELECT FROM registry.serving itself
              WHERE itself.model_name = s.model_name AND itself.version = s.answered_by
                AND itself.alias IN ('champion', 'canary'))
          ORDER BY s.model_name, s.answered_by, s.alias DESC
        ) AS f
        LEFT JOIN registry.breaker b
          ON b.model_name = f.model_name AND b.alias = f.alias AND b.version = f.answered_by
      ) AS w
      JOIN registry.model_version v ON v.model_name = w.model_name AND v.version = w.version
      LEFT JOIN registry.decision d ON d.decision_id = w.decision_id
      LEFT JOIN LATERAL (
        SELECT o.automatic, o.figures
        FROM registry.decision o
        WHERE o.model_name = w.model_name AND o.alias = w.alias AND o.version = w.version
          AND o.kind = 'opened' AND o.follows IS NULL
        ORDER BY o.decision_id DESC
        LIMIT 1
      ) AS opener ON w.breaker = 'open'
      ORDER BY w.model_name, w.alias, w.instead_of NULLS FIRST
      """;

  private final JdbcClient database;

  /** Reads as a login with {@code surety_watcher}, {@code surety_trainer} or the like. */
  public WatchedVersions(DataSource source) {
    this.database = JdbcClient.create(source);
  }

  /** All, by model and alias; who answers instead comes after the version that it answers for. */
  public List<Watched> all() {
    return database.sql(SELECT).query((row, _) -> read(row)).list();
  }

  /** How one stands now; empty when the alias points elsewhere and somebody else answers. */
  Optional<Watched> again(Watched before) {
    return all().stream()
        .filter(each -> each.version().equals(before.version()))
        .filter(each -> each.alias().equals(before.alias()))
        .findFirst();
  }

  /** Figures that this release does not know are passed over: it watches them in no version. */
  private static List<WatchedFigure> causes(String[] names) {
    return Arrays.stream(WatchedFigure.values())
        .filter(figure -> Arrays.asList(names).contains(figure.toString()))
        .toList();
  }

  private static Watched read(ResultSet row) throws SQLException {
    String model = row.getString("model_name");
    return new Watched(
        new ModelVersion(model, row.getInt("version")),
        new Alias(row.getString("alias")),
        row.getString("bundle_sha256"),
        BreakerState.valueOf(row.getString("breaker").toUpperCase(Locale.ROOT)),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getBoolean("by_person"),
        causes((String[]) row.getArray("causes").getArray()),
        row.getBoolean("by_batches"),
        row.getInt("openings"),
        Optional.ofNullable(row.getObject("decision_id", Long.class)),
        Optional.ofNullable(row.getObject("answered_by", Integer.class))
            .map(number -> new ModelVersion(model, number)),
        Optional.ofNullable(row.getObject("instead_of", Integer.class))
            .map(number -> new ModelVersion(model, number)),
        Optional.ofNullable(row.getObject("of_person", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
