package io.surety.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells once when a rule that alerts breaks and once when it holds again, across restarts and
 * whoever looks. A figure that swings about its cut is told once: a rule holds again when it has
 * held for ten minutes.
 */
final class RuleStandings {

  private static final Duration HELD_FOR = Duration.ofMinutes(10);

  private final JdbcClient database;
  private final Events events;
  private final TransactionTemplate transaction;

  RuleStandings(DataSource source, Events events) {
    this.database = JdbcClient.create(source);
    this.events = events;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  private record Standing(boolean broken, Instant lastBroken) {}

  /** Notes a finding, and tells it when the rule came to stand otherwise. */
  void note(Watched watched, Finding finding, Instant now) {
    switch (finding.verdict()) {
      case TOO_FEW -> {}
      case BROKEN -> transaction.executeWithoutResult(_ -> broken(watched, finding, now));
      case HELD -> transaction.executeWithoutResult(_ -> held(watched, finding, now));
    }
  }

  private void broken(Watched watched, Finding finding, Instant now) {
    boolean before = find(watched, finding).map(Standing::broken).orElse(false);
    if (!before) {
      events.ruleChanged(watched, finding, true, now);
    }
    write(watched, finding, true, now, !before);
  }

  private void held(Watched watched, Finding finding, Instant now) {
    Optional<Standing> before = find(watched, finding).filter(Standing::broken);
    if (before.isPresent()
        && Duration.between(before.get().lastBroken(), now).compareTo(HELD_FOR) >= 0) {
      events.ruleChanged(watched, finding, false, now);
      write(watched, finding, false, now, true);
    }
  }

  private Optional<Standing> find(Watched watched, Finding finding) {
    return database
        .sql(
            """
            SELECT broken, coalesce(last_broken, since) AS last_broken
            FROM model_watch.standing
            WHERE model_name = :model AND version = :version AND alias = :alias AND rule = :rule
            """)
        .param("model", watched.version().name())
        .param("version", watched.version().number())
        .param("alias", watched.alias().name())
        .param("rule", finding.rule().rule().toString())
        .query((row, _) ->
            new Standing(row.getBoolean("broken"), Measurements.moment(row, "last_broken")))
        .optional();
  }

  private void write(
      Watched watched, Finding finding, boolean broken, Instant now, boolean changed) {
    database
        .sql(
            """
            INSERT INTO model_watch.standing AS standing
              (model_name, version, alias, rule, broken, since, last_broken)
            VALUES (:model, :version, :alias, :rule, :broken, :now, :lastBroken)
            ON CONFLICT (model_name, version, alias, rule) DO UPDATE SET
              broken = excluded.broken,
              since = CASE WHEN :changed THEN excluded.since ELSE standing.since END,
              last_broken = coalesce(excluded.last_broken, standing.last_broken)
            """)
        .param("model", watched.version().name())
        .param("version", watched.version().number())
        .param("alias", watched.alias().name())
        .param("rule", finding.rule().rule().toString())
        .param("broken", broken)
        .param("now", Measurements.utc(now))
        .param("lastBroken", broken ? Measurements.utc(now) : null)
        .param("changed", changed)
        .update();
  }
}
