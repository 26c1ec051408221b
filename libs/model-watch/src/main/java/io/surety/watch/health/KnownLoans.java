package io.surety.watch.health;

import io.surety.predictionlog.PredictionId;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.People;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Predictions of the period whose outcome is known by now, each as it was known last.
 *
 * @param share the part of them that is here, 0 to 1
 */
record KnownLoans(List<Loan> loans, double share) {

  static final int MOST = 100_000;

  private static final String COUNT =
      """
      SELECT count(*)
      FROM prediction_log.outcome
      WHERE prediction_id >= prediction_log.first_id(:from)
        AND prediction_id < prediction_log.first_id(:until)
      """;

  private static final String SELECT =
      """
      SELECT o.prediction_id, o.bad, p.user_id, p.probability
      FROM (
        SELECT DISTINCT ON (prediction_id) prediction_id, bad
        FROM prediction_log.outcome
        WHERE prediction_id >= prediction_log.first_id(:from)
          AND prediction_id < prediction_log.first_id(:until)
          AND (hashtextextended(prediction_id::text, 0) & 1048575) < :share * 1048576
        ORDER BY prediction_id, known_on DESC, recorded_at DESC
      ) AS o
      JOIN prediction_log.prediction p ON p.prediction_id = o.prediction_id
      WHERE p.prediction_id >= prediction_log.first_id(:from)
        AND p.prediction_id < prediction_log.first_id(:until)
        AND p.model_name = :model AND p.model_version = :version AND p.role IN (:roles)
        AND p.probability IS NOT NULL
      ORDER BY o.prediction_id
      """;

  KnownLoans {
    loans = List.copyOf(loans);
  }

  /**
   * One of them.
   *
   * @param user null when nothing is known of whose it is
   */
  record Loan(UUID id, @Nullable Long user, double probability, boolean bad) {

    Instant moment() {
      return PredictionId.moment(id);
    }
  }

  static KnownLoans read(JdbcClient database, Asked asked) {
    long all = asked.fill(database.sql(COUNT)).query(Long.class).single();
    double share = all <= MOST ? 1 : (double) MOST / all;
    List<Loan> loans =
        asked
            .fill(database.sql(SELECT))
            .param("share", share)
            .param("roles", roles(asked))
            .query((row, _) ->
                new Loan(
                    row.getObject("prediction_id", UUID.class),
                    row.getObject("user_id", Long.class),
                    row.getDouble("probability"),
                    row.getBoolean("bad")))
            .list();
    return new KnownLoans(loans, share);
  }

  static List<String> roles(Asked asked) {
    return asked.watched().rolesWithOutcomes().stream().map(Object::toString).toList();
  }

  /** Some of them, as figures take them; loans of nobody known are loans of different people. */
  Outcomes columns(Predicate<Loan> wanted) {
    List<Loan> some = loans.stream().filter(wanted).toList();
    double[] probability = new double[some.size()];
    boolean[] label = new boolean[some.size()];
    long[] person = new long[some.size()];
    for (int row = 0; row < some.size(); row++) {
      Loan loan = some.get(row);
      probability[row] = loan.probability();
      label[row] = loan.bad();
      person[row] = People.number(loan.user(), row);
    }
    return new Outcomes(probability, label, person);
  }
}
