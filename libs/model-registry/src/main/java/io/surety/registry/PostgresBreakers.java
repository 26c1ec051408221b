package io.surety.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breakers in PostgreSQL, which keeps their rules; a switch is one statement. */
public final class PostgresBreakers implements Breakers {

  private static final String SELECT_BREAKERS =
      """
      SELECT stands.model_name, stands.alias, stands.version, stands.served, stands.state,
        stands.fallback_version, stands.policy_decision AS answer_otherwise,
      """
          + DecisionLog.columns("d")
          + """

          FROM (
            SELECT s.model_name, s.alias, s.version, true AS served, s.breaker AS state,
              CASE WHEN s.breaker <> 'closed' THEN s.answered_by END AS fallback_version,
              CASE WHEN s.breaker <> 'closed' THEN s.policy_decision END AS policy_decision,
              s.decision_id
            FROM registry.serving s
            UNION ALL
            SELECT b.model_name, b.alias, b.version, false, b.state,
              b.fallback_version, b.policy_decision, b.decision_id
            FROM registry.breaker b
            WHERE NOT EXISTS (
              SELECT FROM registry.alias a
              WHERE a.model_name = b.model_name AND a.alias = b.alias AND a.version = b.version)
          ) AS stands
          LEFT JOIN registry.decision d ON d.decision_id = stands.decision_id
          """;

  private static final RowMapper<Breaker> BREAKER =
      (row, number) -> {
        String model = row.getString("model_name");
        int fallback = row.getInt("fallback_version");
        Optional<ModelVersion> instead =
            row.wasNull() ? Optional.empty() : Optional.of(new ModelVersion(model, fallback));
        return new Breaker(
            new ModelVersion(model, row.getInt("version")),
            new Alias(row.getString("alias")),
            BreakerState.of(row.getString("state")),
            row.getBoolean("served"),
            instead,
            Optional.ofNullable(PolicyAnswer.of(row.getString("answer_otherwise"))),
            DecisionLog.found(row));
      };

  private final JdbcClient database;
  private final DecisionLog log;

  /** Reads and switches as the login of this source: its roles say what it may do. */
  public PostgresBreakers(DataSource source) {
    this.database = JdbcClient.create(source);
    this.log = new DecisionLog(database);
  }

  @Override
  public Breaker find(ModelVersion version, Alias alias) {
    return database
        .sql(
            SELECT_BREAKERS
                + """
                WHERE stands.model_name = :model AND stands.version = :version
                  AND stands.alias = :alias
                """)
        .param("model", version.name())
        .param("version", version.number())
        .param("alias", alias.name())
        .query(BREAKER)
        .optional()
        .orElseGet(() ->
            new Breaker(
                version,
                alias,
                BreakerState.CLOSED,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Override
  public List<Breaker> all() {
    return database
        .sql(
            SELECT_BREAKERS
                + """
                WHERE stands.served OR stands.state <> 'closed'
                ORDER BY stands.model_name, stands.alias, stands.served DESC, stands.version
                """)
        .query(BREAKER)
        .list();
  }

  @Override
  public long open(
      ModelVersion version,
      Alias alias,
      Substitute substitute,
      Signature by,
      Optional<String> figures) {
    return switchTo(DecisionKind.OPENED, version, alias, substitute, by, figures);
  }

  @Override
  public long halfOpen(
      ModelVersion version,
      Alias alias,
      Substitute substitute,
      Signature by,
      Optional<String> figures) {
    return switchTo(DecisionKind.HALF_OPENED, version, alias, substitute, by, figures);
  }

  @Override
  public long close(ModelVersion version, Alias alias, Signature by, Optional<String> figures) {
    return switchTo(DecisionKind.CLOSED, version, alias, Substitute.standby(), by, figures);
  }

  private long switchTo(
      DecisionKind kind,
      ModelVersion version,
      Alias alias,
      Substitute substitute,
      Signature by,
      Optional<String> figures) {
    @Nullable Integer fallback =
        substitute instanceof Substitute.Version(int number, _) ? (Integer) number : null;
    try {
      return database
          .sql(
              """
              SELECT registry.switch_breaker(
                :model, :version, :alias, :kind,
                CAST(:fallback AS int), :withoutFallback, CAST(:policy AS text),
                :claimedBy, :automatic, :reason, CAST(:figures AS json))
              """)
          .param("model", version.name())
          .param("version", version.number())
          .param("alias", alias.name())
          .param("kind", kind.name().toLowerCase(Locale.ROOT))
          .param("fallback", fallback)
          .param("withoutFallback", substitute instanceof Substitute.Policy)
          .param("policy", substitute.otherwise().map(PolicyAnswer::written).orElse(null))
          .param("claimedBy", by.claimedName())
          .param("automatic", by.kind() == Signature.Kind.AUTOMATIC)
          .param("reason", by.reason())
          .param("figures", figures.orElse(null))
          .query(Long.class)
          .single();
    } catch (DataAccessException failure) {
      throw RefusalCode.translate(failure);
    }
  }

  @Override
  public List<DecisionRecord> history(String modelName) {
    return log.about(modelName).stream().filter(each -> each.breaking().isPresent()).toList();
  }
}
