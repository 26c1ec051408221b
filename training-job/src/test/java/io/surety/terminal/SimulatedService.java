package io.surety.terminal;

import io.surety.bundle.Assessment;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.Scorer;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.TallyKind;
import io.surety.predictionlog.TallyRow;
import io.surety.predictionlog.TallyWriter;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresServedModels;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Logs what a prediction service would have answered on past days: users of the simulated book,
 * scored by the versions of the registry, with outcomes that come true as the model says, or worse.
 */
final class SimulatedService {

  private static final int OUTCOMES_AT_ONCE = 5_000;

  private final DataSource source;
  private final SplittableRandom random = new SplittableRandom(20260101);
  private final UUID instance = new UUID(7, 7);
  private final Map<Integer, ModelBundle> bundles;
  private final SimulatedNights nights;
  private final List<double[]> people;
  private long ids;

  SimulatedService(DataSource source, Map<Integer, ModelBundle> bundles, SimulatedNights nights) {
    this.source = source;
    this.nights = nights;
    this.bundles = bundles;
    this.people =
        JdbcClient.create(source)
            .sql(
                """
                SELECT user_id, nb_previous_loans, avg_amount_loans_previous,
                  feature_store.years_between(birthday, loan_date) AS age,
                  feature_store.years_between(job_start_date, loan_date) AS job, flag_own_car
                FROM feature_store.loan_features
                WHERE loan_date > (SELECT max(loan_date) - 150 FROM feature_store.loan_features)
                ORDER BY hashtextextended(loan_id::text, 0)
                LIMIT 40000
                """)
            .query((row, _) ->
                new double[] {
                  row.getLong("user_id"),
                  number(row.getObject("nb_previous_loans")),
                  number(row.getObject("avg_amount_loans_previous")),
                  number(row.getObject("age")),
                  number(row.getObject("job")),
                  number(row.getObject("flag_own_car"))
                })
            .list();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  static ModelBundle bundle(DataSource source, int version) {
    String sha256 =
        JdbcClient.create(source)
            .sql("SELECT bundle_sha256 FROM registry.model_version WHERE version = :version")
            .param("version", version)
            .query(String.class)
            .single();
    return ModelBundle.read(new PostgresServedModels(source).bundle(sha256));
  }

  /**
   * A stretch of requests.
   *
   * @param older how many years the applicants are older than those of the book
   * @param worse by how much the odds of not paying are multiplied
   * @param knownAfter when outcomes are known; null when they are not yet
   */
  record Stretch(
      Instant from,
      Duration length,
      int requests,
      int version,
      AnswerRole role,
      double older,
      double worse,
      @Nullable Duration knownAfter) {}

  void answers(Stretch stretch) throws SQLException {
    ModelVersion version = new ModelVersion("loan-risk", stretch.version());
    Scorer scorer = bundles.get(stretch.version()).scorer();
    LogRows rows = LogRows.of(stretch.requests());
    List<UUID> known = new ArrayList<>();
    List<Boolean> bad = new ArrayList<>();
    for (int request = 0; request < stretch.requests(); request++) {
      Instant at =
          stretch.from().plusMillis(stretch.length().toMillis() * request / stretch.requests());
      double[] person = people.get(random.nextInt(people.size()));
      double[] row = {person[1], person[2], person[3] + stretch.older(), person[4], person[5]};
      Assessment assessment = scorer.assess(row);
      UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | ++ids);
      rows.add(
          new LoggedPrediction(
              id,
              new UserId((long) person[0]),
              lookup(at),
              version,
              stretch.role(),
              Scored.of(row, assessment),
              assessment.decision(),
              null,
              null,
              (int) (1_500 * Math.exp(0.6 * random.nextGaussian())),
              null));
      if (stretch.knownAfter() != null) {
        double odds = stretch.worse() * assessment.probability() / (1 - assessment.probability());
        known.add(id);
        bad.add(random.nextDouble() < odds / (1 + odds));
      }
    }
    try (Connection connection = source.getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
    become(known, bad, stretch);
    counted(version, stretch);
  }

  private Lookup lookup(Instant at) {
    return new Lookup(
        LocalDate.ofInstant(at, ZoneOffset.UTC), Basis.LATEST_LOAN, nights.loadBefore(at));
  }

  private void become(List<UUID> known, List<Boolean> bad, Stretch stretch) {
    Duration after = stretch.knownAfter();
    for (int from = 0; after != null && from < known.size(); from += OUTCOMES_AT_ONCE) {
      int to = Math.min(known.size(), from + OUTCOMES_AT_ONCE);
      JdbcClient.create(source)
          .sql(
              """
              INSERT INTO prediction_log.outcome (prediction_id, known_on, bad)
              SELECT outcome.id, :known, outcome.bad
              FROM unnest(CAST(:ids AS uuid[]), CAST(:bad AS boolean[])) AS outcome (id, bad)
              """)
          .param("known", LocalDate.ofInstant(stretch.from().plus(after), ZoneOffset.UTC))
          .param("ids", known.subList(from, to).toArray(UUID[]::new))
          .param("bad", bad.subList(from, to).toArray(Boolean[]::new))
          .update();
    }
  }

  private void counted(ModelVersion version, Stretch stretch) throws SQLException {
    tally(version, stretch, TallyKind.ANSWERED, stretch.requests());
    tally(version, stretch, TallyKind.ANSWERED_ROW, stretch.requests());
    tally(version, stretch, TallyKind.FAILED, random.nextInt(4));
  }

  private void tally(ModelVersion version, Stretch stretch, TallyKind kind, int count)
      throws SQLException {
    if (count > 0) {
      try (Connection connection = source.getConnection()) {
        TallyWriter.write(
            connection,
            List.of(
                new TallyRow(stretch.from(), instance, version, stretch.role(), kind, "", count)));
      }
    }
  }
}
