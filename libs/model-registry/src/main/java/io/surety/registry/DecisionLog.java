package io.surety.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history of decisions: added to and read, never changed. */
final class DecisionLog {

  private static final RowMapper<DecisionRecord> DECISION =
      (row, number) ->
          new DecisionRecord(
              row.getLong("decision_id"),
              row.getObject("decided_at", OffsetDateTime.class).toInstant(),
              kind(row),
              new ModelVersion(row.getString("model_name"), row.getInt("version")),
              Optional.ofNullable(row.getString("alias")).map(Alias::new),
              row.getString("decided_by"),
              row.getString("claimed_by"),
              row.getBoolean("claim_verified"),
              row.getBoolean("automatic") ? Signature.Kind.AUTOMATIC : Signature.Kind.PERSON,
              row.getString("reason"),
              Optional.ofNullable(row.getString("override_reason")),
              row.getString("evidence_sha256"),
              carried(row),
              breaking(row));

  /** The columns of a decision, as this class reads them. */
  static String columns(String table) {
    return Stream.of(
            "decision_id",
            "decided_at",
            "model_name",
            "version",
            "kind",
            "alias",
            "decided_by",
            "claimed_by",
            "claim_verified",
            "automatic",
            "reason",
            "override_reason",
            "evidence_sha256",
            "origin_registry",
            "origin_decision_id",
            "origin_decided_at",
            "origin_decided_by",
            "origin_claim_verified",
            "fallback_version",
            "policy_decision",
            "figures",
            "follows")
        .map(column -> table + "." + column)
        .collect(Collectors.joining(", "));
  }

  /** The decision of a row that may have none. */
  static Optional<DecisionRecord> found(ResultSet row) throws SQLException {
    return row.getObject("decision_id") == null
        ? Optional.empty()
        : Optional.ofNullable(DECISION.mapRow(row, 0));
  }

  private static Optional<DecisionRecord.Breaking> breaking(ResultSet row) throws SQLException {
    if (!kind(row).switches()) {
      return Optional.empty();
    }
    String model = row.getString("model_name");
    return Optional.of(
        new DecisionRecord.Breaking(
            number(row, "fallback_version").map(each -> new ModelVersion(model, each.intValue())),
            Optional.ofNullable(PolicyAnswer.of(row.getString("policy_decision"))),
            Optional.ofNullable(row.getString("figures")),
            number(row, "follows")));
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  private static DecisionKind kind(ResultSet row) throws SQLException {
    return DecisionKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }

  private static Optional<DecisionRecord.Carried> carried(ResultSet row) throws SQLException {
    UUID registry = row.getObject("origin_registry", UUID.class);
    return registry == null
        ? Optional.empty()
        : Optional.of(
            new DecisionRecord.Carried(
                registry,
                row.getLong("origin_decision_id"),
                row.getObject("origin_decided_at", OffsetDateTime.class).toInstant(),
                row.getString("origin_decided_by"),
                row.getBoolean("origin_claim_verified")));
  }

  private static final String SELECT_TENURES =
      """
      SELECT model_name, version, breaker, answered_by, policy_decision, answered_from,
        answered_until, decision_id, reason
      FROM registry.service
      WHERE model_name = :model AND alias = :alias
      """;

  private static final RowMapper<Tenure> TENURE =
      (row, number) ->
          new Tenure(
              new ModelVersion(row.getString("model_name"), row.getInt("version")),
              BreakerState.of(row.getString("breaker")),
              answerer(row),
              row.getObject("answered_from", OffsetDateTime.class).toInstant(),
              Optional.ofNullable(row.getObject("answered_until", OffsetDateTime.class))
                  .map(OffsetDateTime::toInstant),
              row.getLong("decision_id"),
              row.getString("reason"));

  private final JdbcClient database;

  DecisionLog(JdbcClient database) {
    this.database = database;
  }

  /** Lets nobody else decide until this transaction ends; what is read then stays true. */
  void lock() {
    database
        .sql("SELECT pg_advisory_xact_lock(hashtextextended('surety decisions', 0))")
        .query((row, number) -> true)
        .single();
  }

  void verdict(
      ModelVersion version, DecisionKind kind, Signature by, @Nullable String overrideReason) {
    add(version, kind, null, by, overrideReason);
  }

  void move(ModelVersion version, DecisionKind kind, Alias alias, Signature by) {
    add(version, kind, alias.name(), by, null);
  }

  private void add(
      ModelVersion version,
      DecisionKind kind,
      @Nullable String alias,
      Signature by,
      @Nullable String overrideReason) {
    database
        .sql(
            """
            INSERT INTO registry.decision
              (model_name, version, kind, alias, claimed_by, automatic, reason, override_reason)
            VALUES
              (:model, :version, :kind, :alias, :claimedBy, :automatic, :reason, :overrideReason)
            """)
        .param("model", version.name())
        .param("version", version.number())
        .param("kind", kind.name().toLowerCase(Locale.ROOT))
        .param("alias", alias)
        .param("claimedBy", by.claimedName())
        .param("automatic", by.kind() == Signature.Kind.AUTOMATIC)
        .param("reason", by.reason())
        .param("overrideReason", overrideReason)
        .update();
  }

  List<DecisionRecord> about(String modelName) {
    return database
        .sql(
            "SELECT "
                + columns("d")
                + """
                 FROM registry.decision d
                WHERE d.model_name = :model
                ORDER BY d.decision_id
                """)
        .param("model", modelName)
        .query(DECISION)
        .list();
  }

  /** The version that a rollback would lead to, or empty when there is none. */
  Optional<ModelVersion> wayBack(String modelName, Alias alias) {
    return database
        .sql(
            """
            SELECT version
            FROM registry.way_back
            WHERE model_name = :model AND alias = :alias
            """)
        .param("model", modelName)
        .param("alias", alias.name())
        .query(Integer.class)
        .optional()
        .map(number -> new ModelVersion(modelName, number));
  }

  /** The version that an alias points at now. */
  Optional<ModelVersion> served(String modelName, Alias alias) {
    return database
        .sql("SELECT version FROM registry.alias WHERE model_name = :model AND alias = :alias")
        .param("model", modelName)
        .param("alias", alias.name())
        .query(Integer.class)
        .optional()
        .map(number -> new ModelVersion(modelName, number));
  }

  Optional<Tenure> servedOn(String modelName, Alias alias, Instant moment) {
    return database
        .sql(
            SELECT_TENURES
                + """
                  AND answered_from <= :moment
                  AND (answered_until > :moment OR answered_until IS NULL)
                """)
        .param("model", modelName)
        .param("alias", alias.name())
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .query(TENURE)
        .optional();
  }

  List<Tenure> timeline(String modelName, Alias alias) {
    return database
        .sql(SELECT_TENURES + "ORDER BY decision_id")
        .param("model", modelName)
        .param("alias", alias.name())
        .query(TENURE)
        .list();
  }

  private static Answerer answerer(ResultSet row) throws SQLException {
    ModelVersion version = new ModelVersion(row.getString("model_name"), row.getInt("version"));
    Optional<ModelVersion> answered =
        number(row, "answered_by").map(each -> new ModelVersion(version.name(), each.intValue()));
    if (answered.isEmpty()) {
      return new Answerer.Policy(PolicyAnswer.require(row.getString("policy_decision")));
    }
    return answered.get().equals(version)
        ? new Answerer.Itself()
        : new Answerer.Fallback(answered.get());
  }
}
