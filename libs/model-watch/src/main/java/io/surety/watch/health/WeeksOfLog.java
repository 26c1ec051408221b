package io.surety.watch.health;

import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.ExpectedPerformance;
import io.surety.watch.statistics.Outcomes;
import io.surety.watch.statistics.RealisedPerformance;
import io.surety.watch.statistics.Worth;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a version was worth, week by week of its predictions. */
final class WeeksOfLog {

  private static final double CONFIDENCE = RealisedPerformance.CONFIDENCE;
  private static final long SEED = 20260101;

  /** Of a week, so many answers tell its figures; more would only take longer. */
  private static final int MOST_OF_A_WEEK = 4_000;

  /** What is realised scatters more, so more of it is looked at. */
  private static final int MOST_KNOWN_OF_A_WEEK = 10_000;

  private static final String OWN =
      """
      WHERE prediction_id >= prediction_log.first_id(:from)
        AND prediction_id < prediction_log.first_id(:until)
        AND model_name = :model AND model_version = :version AND role IN (:roles)
        AND probability IS NOT NULL
      """;

  private static final String COUNT =
      """
      SELECT width_bucket(prediction_id, CAST(:weeks AS uuid[])) AS week, count(*) AS count
      FROM prediction_log.prediction %s
      """
          + OWN
          + "GROUP BY 1";

  private static final String PROBABILITIES =
      """
      SELECT week, probability
      FROM (
        SELECT width_bucket(prediction_id, CAST(:weeks AS uuid[])) AS week, probability,
          hashtextextended(prediction_id::text, 0) & 1048575 AS drawn
        FROM prediction_log.prediction %s
      """
          + OWN
          + """
          ) AS answered
          WHERE drawn < (CAST(:shares AS int[]))[week]
          """;

  private static final double DRAWS = 1_048_576;

  private final JdbcClient database;
  private final Asked asked;
  private final DecisionPolicy policy;
  private final List<Instant> weeks;

  WeeksOfLog(JdbcClient database, Asked asked, DecisionPolicy policy) {
    this.database = database;
    this.asked = asked;
    this.policy = policy;
    this.weeks = asked.period().weeks();
  }

  List<WeekHealth> read(KnownLoans known) {
    long[] counts = counts();
    List<List<Double>> probabilities = probabilities(counts);
    List<WeekHealth> told = new ArrayList<>();
    for (int week = 0; week < weeks.size(); week++) {
      Instant from = weeks.get(week);
      Instant until = week + 1 < weeks.size() ? weeks.get(week + 1) : asked.period().until();
      Outcomes outcomes =
          some(
              known.columns(
                  loan -> !loan.moment().isBefore(from) && loan.moment().isBefore(until)));
      told.add(
          new WeekHealth(
              LocalDate.ofInstant(from, ZoneOffset.UTC),
              asked.sample().scaled(counts[week]),
              expected(probabilities.get(week).stream().mapToDouble(Double::doubleValue).toArray()),
              outcomes.size(),
              expected(outcomes.probability()),
              realised(outcomes)));
    }
    return told;
  }

  /** Every so many-th, as the order of outcomes is that of time. */
  private static Outcomes some(Outcomes outcomes) {
    int every = 1 + (outcomes.size() - 1) / MOST_KNOWN_OF_A_WEEK;
    return every <= 1 ? outcomes : outcomes.where(loan -> loan % every == 0);
  }

  private long[] counts() {
    long[] counts = new long[weeks.size()];
    asked
        .fill(database.sql(COUNT.formatted(asked.sample().clause())))
        .param("weeks", Asked.firstIds(weeks))
        .param("roles", KnownLoans.roles(asked))
        .query(row -> {
          counts[row.getInt("week") - 1] = row.getLong("count");
        });
    return counts;
  }

  private List<List<Double>> probabilities(long[] counts) {
    Integer[] shares = new Integer[counts.length];
    List<List<Double>> probabilities = new ArrayList<>();
    for (int week = 0; week < counts.length; week++) {
      shares[week] =
          (int) Math.min(DRAWS, Math.ceil(DRAWS * MOST_OF_A_WEEK / Math.max(1, counts[week])));
      probabilities.add(new ArrayList<>());
    }
    asked
        .fill(database.sql(PROBABILITIES.formatted(asked.sample().clause())))
        .param("weeks", Asked.firstIds(weeks))
        .param("shares", shares)
        .param("roles", KnownLoans.roles(asked))
        .query(row -> {
          probabilities.get(row.getInt("week") - 1).add(row.getDouble("probability"));
        });
    return probabilities;
  }

  private @Nullable Worth expected(double[] probability) {
    if (probability.length == 0) {
      return null;
    }
    return Worth.of(ExpectedPerformance.of(probability, policy, CONFIDENCE, SEED));
  }

  private static @Nullable Worth realised(Outcomes outcomes) {
    return outcomes.size() == 0 ? null : Worth.of(RealisedPerformance.of(outcomes));
  }
}
