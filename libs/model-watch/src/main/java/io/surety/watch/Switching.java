package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Decision;
import io.surety.registry.Breakers;
import io.surety.registry.DecisionRefused;
import io.surety.registry.PolicyAnswer;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the switches that follow from looks. Nobody else decides between the moment at which a
 * breaker is seen to stand as it was judged and its switch.
 */
final class Switching {

  /** Whose name is under them. */
  static final String SIGNED = "surety watch";

  private static final Logger LOG = LoggerFactory.getLogger(Switching.class);

  private final JdbcClient database;
  private final Breakers breakers;
  private final WatchedVersions versions;
  private final TransactionTemplate transaction;

  Switching(DataSource source) {
    this.database = JdbcClient.create(source);
    this.breakers = new PostgresBreakers(source);
    this.versions = new WatchedVersions(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /** The decision that recorded a move; empty when there is none to record any more. */
  Optional<Long> record(
      Watched watched, BreakerPolicy policy, BreakerMove move, Judgement judgement) {
    if (move instanceof BreakerMove.Stay) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          transaction.execute(_ -> {
            lockDecisions();
            boolean asJudged = versions.again(watched).filter(watched::standsAs).isPresent();
            return asJudged ? take(watched, policy, move, judgement) : null;
          }));
    } catch (DecisionRefused refused) {
      LOG.info(
          "switch refused model={} alias={} because=\"{}\"",
          watched.version(),
          watched.alias(),
          refused.getMessage());
      return Optional.empty();
    }
  }

  private void lockDecisions() {
    database
        .sql("SELECT pg_advisory_xact_lock(hashtextextended('surety decisions', 0))")
        .query((_, _) -> true)
        .single();
  }

  private Long take(Watched watched, BreakerPolicy policy, BreakerMove move, Judgement judgement) {
    return switch (move) {
      case BreakerMove.Open(List<Finding> causes) ->
          breakers.open(
              watched.version(),
              watched.alias(),
              substitute(policy),
              signed(because(causes)),
              Optional.of(FindingsJson.of(causes, null, judgement.of())));
      case BreakerMove.HalfOpen(var out) ->
          breakers.halfOpen(
              watched.version(),
              watched.alias(),
              substitute(policy),
              signed(
                  String.format(
                      Locale.ROOT,
                      "The cool-down of %s is over after %s.",
                      NextTrial.coolDown(policy, watched.openings()),
                      words(out))),
              Optional.empty());
      case BreakerMove.Close(long trial) ->
          breakers.close(
              watched.version(),
              watched.alias(),
              signed(
                  String.format(
                      Locale.ROOT, "No rule is broken after a trial of %,d answers.", trial)),
              Optional.of(FindingsJson.of(judgement.findings(), trial, judgement.of())));
      case BreakerMove.Stay() -> throw new IllegalArgumentException("Staying is no switch.");
    };
  }

  private static Duration words(Duration out) {
    return out.truncatedTo(ChronoUnit.SECONDS);
  }

  static String because(List<Finding> causes) {
    String first = causes.getFirst().sentence();
    return causes.size() == 1
        ? first
        : String.format(Locale.ROOT, "%s %d more rules are broken.", first, causes.size() - 1);
  }

  private static Substitute substitute(BreakerPolicy policy) {
    PolicyAnswer answer =
        policy.policyAnswer() == Decision.DECLINE ? PolicyAnswer.DECLINE : PolicyAnswer.REFER;
    return switch (policy.instead()) {
      case PREVIOUS -> new Substitute.Standby(Optional.of(answer));
      case POLICY -> new Substitute.Policy(answer);
    };
  }

  private static Signature signed(String because) {
    return Signature.automatic(SIGNED, because);
  }
}
