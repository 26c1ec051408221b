package io.surety.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is to be told, in one order, and how far it was. A switch is a decision, so it is found in
 * the registry even when whoever took it died at once.
 */
public final class Events {

  private static final String BEGIN =
      """
      INSERT INTO model_watch.pointer (begun_at, decisions_until, delivered_until)
      SELECT clock_timestamp(), coalesce(max(d.decision_id), 0), 0 FROM registry.decision d
      ON CONFLICT (one) DO NOTHING
      """;

  private static final String COPY_DECISIONS =
      """
      INSERT INTO model_watch.event
        (key, kind, model_name, version, alias, state, reason, figures, automatic, decided_by,
         occurred_at, decision_id)
      SELECT 'decision-' || d.decision_id, 'breaker_' || d.kind, d.model_name, d.version, d.alias,
        CASE d.kind WHEN 'opened' THEN 'open' WHEN 'half_opened' THEN 'half-open' ELSE 'closed' END,
        d.reason, d.figures, d.automatic, d.claimed_by, d.decided_at, d.decision_id
      FROM registry.decision d
      WHERE d.kind IN ('opened', 'half_opened', 'closed') AND d.decision_id > :after
      ORDER BY d.decision_id
      ON CONFLICT DO NOTHING
      """;

  private static final String COPY_CANDIDATES =
      """
      INSERT INTO model_watch.event
        (key, kind, model_name, version, state, reason, automatic, decided_by, occurred_at)
      SELECT 'candidate-' || v.model_name || '-' || v.version, 'candidate_waiting', v.model_name,
        v.version, 'candidate',
        CASE WHEN v.gates_passed THEN 'It passed its gates and waits for approval.'
          ELSE 'It did not pass its gates and waits for somebody to decide.' END,
        true, v.proposed_as, v.created_at
      FROM registry.staged_version v
      WHERE v.stage = 'candidate'
        AND v.created_at >= (SELECT p.begun_at FROM model_watch.pointer p)
      ORDER BY v.created_at, v.model_name, v.version
      ON CONFLICT (key) DO NOTHING
      """;

  private final JdbcClient database;
  private final TransactionTemplate transaction;

  /** Works through connections of this source. */
  public Events(DataSource source) {
    this.database = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /** Enters what was decided and proposed since the last time; all of it or nothing. */
  void collect() {
    transaction.executeWithoutResult(_ -> {
      database.sql(BEGIN).update();
      long after =
          database
              .sql("SELECT decisions_until FROM model_watch.pointer FOR UPDATE")
              .query(Long.class)
              .single();
      database.sql(COPY_DECISIONS).param("after", after).update();
      database.sql(COPY_CANDIDATES).update();
      database
          .sql(
              """
              UPDATE model_watch.pointer
              SET decisions_until = greatest(decisions_until, coalesce(
                (SELECT max(e.decision_id) FROM model_watch.event e), 0))
              """)
          .update();
    });
  }

  /** Enters that a rule broke, or holds again. */
  void ruleChanged(Watched watched, Finding finding, boolean broken, Instant at) {
    String kind = broken ? "rule_broken" : "rule_held";
    database
        .sql(
            """
            INSERT INTO model_watch.event
              (key, kind, model_name, version, alias, state, reason, figures, automatic, decided_by,
               occurred_at)
            VALUES (:key, :kind, :model, :version, :alias, :state, :reason, CAST(:figures AS json),
              true, :by, :at)
            ON CONFLICT (key) DO NOTHING
            """)
        .param(
            "key",
            "%s-%s-%d-%s-%s-%d"
                .formatted(
                    kind,
                    watched.version().name(),
                    watched.version().number(),
                    watched.alias(),
                    finding.rule().rule(),
                    at.toEpochMilli()))
        .param("kind", kind)
        .param("model", watched.version().name())
        .param("version", watched.version().number())
        .param("alias", watched.alias().name())
        .param("state", broken ? "broken" : "held")
        .param("reason", finding.sentence())
        .param("figures", FindingsJson.of(List.of(finding), null, Answers.Of.REQUESTS))
        .param("by", Switching.SIGNED)
        .param("at", Measurements.utc(at))
        .update();
  }

  /** The next to be told; empty when all was. */
  Optional<WatchEvent> next() {
    return database
        .sql(
            """
            SELECT e.event_id, e.key, e.kind, e.model_name, e.version, e.alias, e.state, e.reason,
              e.figures::text AS figures, e.automatic, e.decided_by, e.occurred_at
            FROM model_watch.event e
            WHERE e.event_id > (SELECT p.delivered_until FROM model_watch.pointer p)
            ORDER BY e.event_id
            LIMIT 1
            """)
        .query((row, _) ->
            new WatchEvent(
                row.getLong("event_id"),
                row.getString("key"),
                row.getString("kind"),
                row.getString("model_name"),
                row.getInt("version"),
                row.getString("alias"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("figures"),
                row.getBoolean("automatic"),
                row.getString("decided_by"),
                Measurements.moment(row, "occurred_at")))
        .optional();
  }

  /** Notes that all up to this one were told, or that nobody is to be told of them. */
  void delivered(long until) {
    database
        .sql(
            """
            UPDATE model_watch.pointer
            SET delivered_until = greatest(delivered_until, :until), delivered_at = clock_timestamp()
            """)
        .param("until", until)
        .update();
  }

  /** How many wait to be told, and since when the first does. */
  public record Backlog(long events, @Nullable Instant since) {}

  /** What waits to be told. */
  public Backlog backlog() {
    return database
        .sql(
            """
            SELECT count(*) AS events, min(e.occurred_at) AS since
            FROM model_watch.event e
            WHERE e.event_id > (SELECT p.delivered_until FROM model_watch.pointer p)
            """)
        .query((row, _) ->
            new Backlog(
                row.getLong("events"),
                row.getObject("since") == null ? null : Measurements.moment(row, "since")))
        .single();
  }
}
