package io.surety.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is served from PostgreSQL; a login with {@code surety_model_reader} is enough. */
public final class PostgresServedModels implements ServedModels {

  private final JdbcClient database;
  private final StoredBundles bundles;

  /** Reads through connections of this source. */
  public PostgresServedModels(DataSource source) {
    this.database = JdbcClient.create(source);
    this.bundles = new StoredBundles(database);
  }

  @Override
  public Optional<Served> find(String modelName, Alias alias) {
    return database
        .sql(
            """
            SELECT version, bundle_sha256
            FROM registry.alias
            WHERE model_name = :model AND alias = :alias
            """)
        .param("model", modelName)
        .param("alias", alias.name())
        .query((row, number) ->
            new Served(
                new ModelVersion(modelName, row.getInt("version")), row.getString("bundle_sha256")))
        .optional();
  }

  @Override
  public Optional<Answering> answering(String modelName, Alias alias) {
    return database
        .sql(
            """
            SELECT model_name, version, bundle_sha256, breaker, fallback_version, fallback_sha256,
              policy_decision, standby_version, standby_sha256
            FROM registry.answering
            WHERE model_name = :model AND alias = :alias
            """)
        .param("model", modelName)
        .param("alias", alias.name())
        .query((row, number) ->
            new Answering(
                served(row, "version", "bundle_sha256").orElseThrow(),
                BreakerState.of(row.getString("breaker")),
                served(row, "fallback_version", "fallback_sha256"),
                Optional.ofNullable(PolicyAnswer.of(row.getString("policy_decision"))),
                served(row, "standby_version", "standby_sha256")))
        .optional();
  }

  private static Optional<Served> served(ResultSet row, String version, String sha256)
      throws SQLException {
    int number = row.getInt(version);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Served(
                new ModelVersion(row.getString("model_name"), number), row.getString(sha256)));
  }

  @Override
  public Optional<Staged> find(ModelVersion version) {
    return database
        .sql(
            """
            SELECT bundle_sha256, stage
            FROM registry.staged_version
            WHERE model_name = :model AND version = :version
            """)
        .param("model", version.name())
        .param("version", version.number())
        .query((row, number) ->
            new Staged(
                new Served(version, row.getString("bundle_sha256")),
                Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT))))
        .optional();
  }

  @Override
  public List<ModelVersion> approved(String modelName) {
    return database
        .sql(
            """
            SELECT version
            FROM registry.staged_version
            WHERE model_name = :model AND stage = 'approved'
            ORDER BY version
            """)
        .param("model", modelName)
        .query((row, number) -> new ModelVersion(modelName, row.getInt("version")))
        .list();
  }

  @Override
  public byte[] bundle(String sha256) {
    return bundles.require(sha256);
  }
}
