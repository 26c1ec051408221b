package io.surety.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Models in PostgreSQL. The rules are kept by triggers and privileges there, so that no client can
 * go around them; this class asks, and gives a refusal its name.
 */
public final class PostgresModels implements Models {

  private static final String SELECT_MODELS =
      """
      SELECT v.model_name, v.version, v.stage, v.bundle_sha256, v.data_hash, v.created_at,
        v.proposed_by, v.proposed_as, v.gates_passed, v.evidence, v.evidence_sha256,
        v.origin_registry, v.origin_name, v.origin_proposed_by, v.origin_created_at, v.export_sha256,
        ARRAY(
          SELECT a.alias
          FROM registry.alias a
          WHERE a.model_name = v.model_name AND a.version = v.version
          ORDER BY a.alias) AS aliases
      FROM registry.staged_version v
      """;

  private final JdbcClient database;
  private final StoredBundles bundles;
  private final DecisionLog log;
  private final TransactionTemplate transaction;

  /** Reads and decides as the login of this source: its roles say what it may do. */
  public PostgresModels(DataSource source) {
    this.database = JdbcClient.create(source);
    this.bundles = new StoredBundles(database);
    this.log = new DecisionLog(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    // The guards wait for a lock and then look again, which only READ COMMITTED lets them do.
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
  }

  @Override
  public ModelVersion register(Candidate candidate) {
    return deciding(() -> {
      addBundle(candidate);
      addVersion(candidate);
      return registered(candidate);
    });
  }

  private void addBundle(Candidate candidate) {
    database
        .sql(
            """
            INSERT INTO registry.bundle (sha256, bytes)
            VALUES (:sha256, :bytes)
            ON CONFLICT (sha256) DO NOTHING
            """)
        .param("sha256", candidate.sha256())
        .param("bytes", candidate.bundle())
        .update();
  }

  private void addVersion(Candidate candidate) {
    database
        .sql(
            """
            INSERT INTO registry.model_version
              (model_name, proposed_as, bundle_sha256, data_hash, gates_passed, evidence)
            VALUES (:model, :proposedAs, :sha256, :dataHash, :gatesPassed, :evidence)
            ON CONFLICT (model_name, bundle_sha256) DO NOTHING
            """)
        .param("model", candidate.modelName())
        .param("proposedAs", candidate.proposedAs())
        .param("sha256", candidate.sha256())
        .param("dataHash", candidate.dataHash())
        .param("gatesPassed", candidate.gatesPassed())
        .param("evidence", candidate.evidenceJson())
        .update();
  }

  private ModelVersion registered(Candidate candidate) {
    return database
        .sql(
            """
            SELECT version
            FROM registry.model_version
            WHERE model_name = :model AND bundle_sha256 = :sha256
            """)
        .param("model", candidate.modelName())
        .param("sha256", candidate.sha256())
        .query((row, number) -> new ModelVersion(candidate.modelName(), row.getInt("version")))
        .single();
  }

  @Override
  public Optional<RegisteredModel> find(ModelVersion version) {
    return database
        .sql(SELECT_MODELS + "WHERE v.model_name = :model AND v.version = :version")
        .param("model", version.name())
        .param("version", version.number())
        .query(PostgresModels::model)
        .optional();
  }

  @Override
  public List<RegisteredModel> all() {
    return database
        .sql(SELECT_MODELS + "ORDER BY v.model_name, v.version")
        .query(PostgresModels::model)
        .list();
  }

  private static RegisteredModel model(ResultSet row, int number) throws SQLException {
    return new RegisteredModel(
        new ModelVersion(row.getString("model_name"), row.getInt("version")),
        Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
        Stream.of((String[]) row.getArray("aliases").getArray()).map(Alias::new).toList(),
        row.getString("bundle_sha256"),
        row.getString("data_hash"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("proposed_by"),
        row.getString("proposed_as"),
        row.getBoolean("gates_passed"),
        row.getString("evidence"),
        row.getString("evidence_sha256"),
        origin(row));
  }

  private static Optional<RegisteredModel.Origin> origin(ResultSet row) throws SQLException {
    UUID registry = row.getObject("origin_registry", UUID.class);
    return registry == null
        ? Optional.empty()
        : Optional.of(
            new RegisteredModel.Origin(
                registry,
                row.getString("origin_name"),
                row.getString("origin_proposed_by"),
                row.getObject("origin_created_at", OffsetDateTime.class).toInstant(),
                row.getString("export_sha256")));
  }

  @Override
  public byte[] bundle(ModelVersion version) {
    RegisteredModel model =
        find(version)
            .orElseThrow(() ->
                new ModelNotFound(
                    "There is no model version "
                        + version
                        + ". List the models to see which versions there are."));
    return bundles.require(model.sha256());
  }

  @Override
  public void approve(ModelVersion version, Signature by, Optional<String> override) {
    decide(() -> log.verdict(version, DecisionKind.APPROVED, by, override.orElse(null)));
  }

  @Override
  public void reject(ModelVersion version, Signature by) {
    decide(() -> log.verdict(version, DecisionKind.REJECTED, by, null));
  }

  @Override
  public void promote(ModelVersion version, Alias alias, Signature by) {
    decide(() -> log.move(version, DecisionKind.PROMOTED, alias, by));
  }

  @Override
  public ModelVersion rollback(String modelName, Alias alias, Signature by) {
    ModelVersion back = wayBack(modelName, alias);
    decide(() -> log.move(back, DecisionKind.ROLLED_BACK, alias, by));
    return back;
  }

  @Override
  public ModelVersion rollback(ModelVersion present, Alias alias, Signature by) {
    return deciding(() -> {
      log.lock();
      requireServed(present, alias);
      ModelVersion back = wayBack(present.name(), alias);
      log.move(back, DecisionKind.ROLLED_BACK, alias, by);
      return back;
    });
  }

  private ModelVersion wayBack(String modelName, Alias alias) {
    return log.wayBack(modelName, alias)
        .orElseThrow(() ->
            new NothingToRollBackTo(
                "The "
                    + alias
                    + " of "
                    + modelName
                    + " has no earlier version to go back to. Promote an approved version"
                    + " instead."));
  }

  private void requireServed(ModelVersion present, Alias alias) {
    Optional<ModelVersion> served = log.served(present.name(), alias);
    if (!served.equals(Optional.of(present))) {
      throw new AliasMoved(
          "Somebody moved the %s of %s at the same moment: it is %s now instead of %s. Look at what is served, and decide again if that is still what you want."
              .formatted(
                  alias,
                  present.name(),
                  served.map(ModelVersion::toString).orElse("no version"),
                  present));
    }
  }

  @Override
  public ModelVersion withdraw(String modelName, Alias alias, Signature by) {
    ModelVersion served =
        log.served(modelName, alias)
            .orElseThrow(() ->
                new NotServed(
                    "No version of %s is %s. There is nothing to withdraw."
                        .formatted(modelName, alias)));
    decide(() -> log.move(served, DecisionKind.WITHDRAWN, alias, by));
    return served;
  }

  @Override
  public void withdraw(ModelVersion present, Alias alias, Signature by) {
    decide(() -> {
      log.lock();
      requireServed(present, alias);
      log.move(present, DecisionKind.WITHDRAWN, alias, by);
    });
  }

  @Override
  public List<DecisionRecord> decisions(String modelName) {
    return log.about(modelName);
  }

  @Override
  public List<DecisionRecord> decisions(ModelVersion version) {
    return log.about(version.name()).stream()
        .filter(decision -> decision.version().equals(version))
        .toList();
  }

  @Override
  public Optional<Tenure> servedOn(String modelName, Alias alias, Instant moment) {
    return log.servedOn(modelName, alias, moment);
  }

  @Override
  public List<Tenure> timeline(String modelName, Alias alias) {
    return log.timeline(modelName, alias);
  }

  private void decide(Runnable decision) {
    deciding(() -> {
      decision.run();
      return this;
    });
  }

  private <T> T deciding(Supplier<T> act) {
    try {
      @Nullable T result = transaction.execute(status -> act.get());
      if (result == null) {
        throw new IllegalStateException("A transaction ended without its result.");
      }
      return result;
    } catch (DataAccessException failure) {
      throw RefusalCode.translate(failure);
    }
  }
}
