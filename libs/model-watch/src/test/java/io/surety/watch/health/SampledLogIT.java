package io.surety.watch.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.predictionlog.TallyKind;
import io.surety.predictionlog.TallyRow;
import io.surety.predictionlog.TallyWriter;
import io.surety.registry.Alias;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.RegistryMigrations;
import io.surety.testing.TestDatabase;
import io.surety.watch.Watched;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log too large to be read whole is told from some of its blocks, about as it is. */
class SampledLogIT {

  private static final int ROWS = 60_000;
  private static final ModelVersion SERVED = new ModelVersion("loan-risk", 2);
  private static final Instant FROM = Instant.parse("2026-05-04T00:00:00Z");
  private static final Period PERIOD = new Period(FROM, FROM.plus(Duration.ofDays(2)));
  private static final DecisionPolicy POLICY = new DecisionPolicy(0.1, 0.5);

  private static TestDatabase database;
  private static JdbcClient client;

  @BeforeAll
  static void fill() throws SQLException {
    database = TestDatabase.create();
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    client = JdbcClient.create(database.owner());
    LogRows rows = LogRows.of(ROWS);
    for (int row = 0; row < ROWS; row++) {
      Instant at = FROM.plusMillis(Duration.ofDays(2).toMillis() * row / ROWS);
      double probability = (row * 7919 % 1000) / 2000.0;
      rows.add(
          new LoggedPrediction(
              new UUID(at.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | row),
              null,
              null,
              row % 4 == 0 ? new ModelVersion("loan-risk", 1) : SERVED,
              row % 4 == 0 ? AnswerRole.FALLBACK : AnswerRole.CHAMPION,
              new Scored(new double[] {row}, 0, probability, 600),
              row % 3 == 0 ? Decision.APPROVE : Decision.REFER,
              null,
              null,
              1_000 + row % 500,
              null));
    }
    try (Connection connection = database.owner().getConnection()) {
      LogWriter.write(connection, List.of(rows, ofABatch()));
      TallyWriter.write(
          connection,
          List.of(
              tally(TallyKind.ANSWERED, "", 50),
              tally(TallyKind.FAILED, "", 3),
              tally(TallyKind.DEPENDENCY_FAILED, "", 2),
              tally(TallyKind.UNKNOWN_CATEGORY, "job", 4)));
    }
    client.sql("ANALYZE prediction_log.prediction").update();
  }

  /** What the policy decided in a batch, which is no answer to a request. */
  private static LogRows ofABatch() {
    LogRows rows = LogRows.of(1);
    rows.add(
        new LoggedPrediction(
            new UUID(FROM.plusSeconds(60).toEpochMilli() << 16 | 0x7000, 0x8000_1000_0000_0000L),
            null,
            null,
            SERVED,
            AnswerRole.POLICY,
            null,
            Decision.REFER,
            null,
            "score-batch nightly",
            null,
            null));
    return rows;
  }

  private static TallyRow tally(TallyKind kind, String input, long count) {
    return new TallyRow(
        FROM.plusSeconds(3_700), new UUID(1, 1), SERVED, AnswerRole.CHAMPION, kind, input, count);
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  private static Asked asked(double share) {
    Watched watched =
        new Watched(
            SERVED,
            Alias.CHAMPION,
            "",
            BreakerState.CLOSED,
            FROM,
            false,
            List.of(),
            false,
            0,
            Optional.empty(),
            Optional.of(SERVED),
            Optional.empty(),
            Optional.empty());
    return new Asked(watched, PERIOD, new LogSample(share));
  }

  @Test
  void readsALogWholeThatIsSmall() {
    assertThat(LogSample.of(client, PERIOD).share()).isEqualTo(1);
    assertThat(LogSample.of(client, PERIOD).clause()).isEmpty();
  }

  @Test
  void countsExactlyWhatItReadsWhole() {
    TrafficOfLog traffic = new TrafficOfLog(client, asked(1));
    List<TrafficSlot> slots = traffic.read();

    assertThat(slots).hasSize(48);
    assertThat(slots.stream().mapToLong(TrafficSlot::decisions).sum()).isEqualTo(ROWS);
    assertThat(slots.stream().mapToLong(TrafficSlot::byFallback).sum()).isEqualTo(ROWS / 4);
    assertThat(slots.stream().mapToLong(TrafficSlot::byPolicy).sum()).isZero();
    assertThat(slots.get(1))
        .extracting(
            TrafficSlot::answered,
            TrafficSlot::failed,
            TrafficSlot::dependencyFailed,
            TrafficSlot::unknown)
        .containsExactly(50L, 3L, 2L, 4L);
    assertThat(slots.get(2).answered()).as("not counted, which is not none").isNull();
    assertThat(traffic.unknownCategories()).isEqualTo(Map.of("job", 4L));
  }

  @Test
  void tellsFromAPartAboutWhatIsTrueOfTheWhole() {
    List<TrafficSlot> slots = new TrafficOfLog(client, asked(0.3)).read();
    List<TrafficSlot> again = new TrafficOfLog(client, asked(0.3)).read();

    double decisions = slots.stream().mapToLong(TrafficSlot::decisions).sum();
    double approved = slots.stream().mapToLong(TrafficSlot::approved).sum();
    assertThat(decisions).isCloseTo(ROWS, within(0.2 * ROWS)).isNotEqualTo(ROWS);
    assertThat(approved / decisions).isCloseTo(1.0 / 3, within(0.02));
    assertThat(again).as("the same log is told alike").isEqualTo(slots);
  }

  @Test
  void estimatesAWeekFromSomeOfItsPredictions() {
    KnownLoans none = KnownLoans.read(client, asked(1));
    List<WeekHealth> weeks = new WeeksOfLog(client, asked(1), POLICY).read(none);

    assertThat(weeks).hasSize(1);
    WeekHealth week = weeks.getFirst();
    assertThat(week.answers()).isEqualTo(ROWS * 3 / 4);
    assertThat(week.known()).isZero();
    assertThat(week.realised()).isNull();
    assertThat(week.estimated()).isNotNull();
    if (week.estimated() != null) {
      assertThat(week.estimated().loans()).isBetween(3_500, 4_500);
      assertThat(week.estimated().badRate().value()).isCloseTo(0.25, within(0.01));
    }
  }
}
