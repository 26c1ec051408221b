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

/** The versions that are watched: those that {@code champion} and {@code canary} point at. */
public final class WatchedVersions {

  private static final String SELECT =
      """
      SELECT s.model_name, s.alias, s.version, v.bundle_sha256, s.breaker, s.since, s.answered_by,
        s.decision_id, NOT coalesce(opener.automatic, d.automatic, true) AS by_person,
        ARRAY(
          SELECT rule ->> 'rule'
          FROM json_array_elements(
            CASE json_typeof(opener.figures -> 'rules') WHEN 'array' THEN opener.figures -> 'rules' END
          ) AS rule
          WHERE opener.automatic AND rule ->> 'rule' IS NOT NULL) AS causes,
        (SELECT count(*)
         FROM registry.decision o
         WHERE o.model_name = s.model_name AND o.alias = s.alias AND o.version = s.version
           AND o.kind = 'opened' AND o.automatic AND o.follows IS NULL
           AND o.decision_id > coalesce(
             (SELECT max(e.decision_id)
              FROM registry.decision e
              WHERE e.model_name = s.model_name AND e.alias = s.alias AND e.version = s.version
                AND (e.kind = 'closed' OR NOT e.automatic)), 0)) AS openings,
        (SELECT max(p.decided_at)
         FROM registry.decision p
         WHERE p.model_name = s.model_name AND p.alias = s.alias AND p.version = s.version
           AND NOT p.automatic) AS of_person
      FROM registry.serving s
      JOIN registry.model_version v ON v.model_name = s.model_name AND v.version = s.version
      LEFT JOIN registry.decision d ON d.decision_id = s.decision_id
      LEFT JOIN LATERAL (
        SELECT o.automatic, o.figures
        FROM registry.decision o
        WHERE o.model_name = s.model_name AND o.alias = s.alias AND o.version = s.version
          AND o.kind = 'opened' AND o.follows IS NULL
        ORDER BY o.decision_id DESC
        LIMIT 1
      ) AS opener ON s.breaker = 'open'
      WHERE s.alias IN ('champion', 'canary')
      ORDER BY s.model_name, s.alias
      """;

  private final JdbcClient database;

  /** Reads as a login with {@code surety_watcher}, {@code surety_trainer} or the like. */
  public WatchedVersions(DataSource source) {
    this.database = JdbcClient.create(source);
  }

  /** All, by model and alias. */
  public List<Watched> all() {
    return database.sql(SELECT).query((row, _) -> read(row)).list();
  }

  /** How one stands now; empty when the alias points elsewhere. */
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
        row.getInt("openings"),
        Optional.ofNullable(row.getObject("decision_id", Long.class)),
        Optional.ofNullable(row.getObject("answered_by", Integer.class))
            .map(number -> new ModelVersion(model, number)),
        Optional.ofNullable(row.getObject("of_person", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
