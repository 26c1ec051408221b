package io.surety.watch;

import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
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
        s.decision_id, NOT coalesce(d.automatic, true) AS by_person,
        (SELECT max(p.decided_at)
         FROM registry.decision p
         WHERE p.model_name = s.model_name AND p.alias = s.alias AND p.version = s.version
           AND NOT p.automatic) AS of_person
      FROM registry.serving s
      JOIN registry.model_version v ON v.model_name = s.model_name AND v.version = s.version
      LEFT JOIN registry.decision d ON d.decision_id = s.decision_id
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

  private static Watched read(ResultSet row) throws SQLException {
    String model = row.getString("model_name");
    return new Watched(
        new ModelVersion(model, row.getInt("version")),
        new Alias(row.getString("alias")),
        row.getString("bundle_sha256"),
        BreakerState.valueOf(row.getString("breaker").toUpperCase(Locale.ROOT)),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getBoolean("by_person"),
        Optional.ofNullable(row.getObject("decision_id", Long.class)),
        Optional.ofNullable(row.getObject("answered_by", Integer.class))
            .map(number -> new ModelVersion(model, number)),
        Optional.ofNullable(row.getObject("of_person", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
