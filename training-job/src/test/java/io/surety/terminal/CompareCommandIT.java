package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.Decision;
import io.surety.feature.UserId;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LogRows;
import io.surety.predictionlog.LogWriter;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.PredictionLogMigrations;
import io.surety.registry.Candidate;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegistryMigrations;
import io.surety.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the log knows of two versions that scored the same requests. */
class CompareCommandIT {

  private static final Instant BEGUN = Instant.parse("2025-02-20T10:00:00Z");
  private static final int REQUESTS = 400;

  private final TestDatabase database = TestDatabase.create();
  private TestPerson officer = TestPerson.of(database, "nobody", "nothing");
  private long ids;

  @BeforeEach
  void approveThree() throws Exception {
    RegistryMigrations.migrate(database.owner());
    PredictionLogMigrations.migrate(database.owner());
    execute(
        "DROP ROLE IF EXISTS compare_trainer, compare_approver",
        "CREATE ROLE compare_trainer LOGIN PASSWORD 'secret' IN ROLE surety_trainer",
        "CREATE ROLE compare_approver LOGIN PASSWORD 'secret' IN ROLE surety_approver");
    officer = TestPerson.of(database, "compare_approver", "secret");
    for (int number = 1; number <= 3; number++) {
      register(number);
      officer.decides("approve", Integer.toString(number)).endsWith(ExitCode.DONE);
    }
    officer.decides("promote", "1", "--to", "champion").endsWith(ExitCode.DONE);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void saysWhatToDoWhenNothingWasScoredByBoth() throws Exception {
    officer
        .types("compare", "1", "2")
        .endsWith(ExitCode.DONE)
        .prints(
            "No request was scored by both. './surety promote loan-risk/2 --to challenger --by NAME --reason TEXT'");
    officer
        .decides("promote", "2", "--to", "challenger")
        .endsWith(ExitCode.DONE)
        .prints("it answers nobody");
    officer
        .types("compare", "1", "2")
        .prints("loan-risk/2 is the challenger and scores each request");
    officer.types("models").prints("challenger");
    officer.types("show", "2").prints("challenger");
    assertThat(officer.types("compare", "1", "2", "--json").json().get("requests").isNull())
        .isTrue();
    score();
    officer.types("compare", "1", "2", "--since", "2025-02-21").prints("No request was scored");
    officer
        .types("compare", "1", "2", "--since", "2025-02-21", "--until", "2025-02-21")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("--since lies before --until");
  }

  @Test
  void tellsHowAlikeTheyDecidedBeforeAnyOutcomeIsKnown() throws Exception {
    score();

    officer
        .types("compare", "1", "2")
        .endsWith(ExitCode.DONE)
        .prints(
            "Both scored 400 requests, and decided 300 alike (75.0 %).",
            "loan-risk/1 DECIDED", "FARTHEST APART", "No outcome of these requests is known yet");
    JsonNode requests = officer.types("compare", "1", "2", "--json").json().get("requests");
    assertThat(requests.at("/decisions/approve/decline").longValue()).isEqualTo(100);
    assertThat(requests.at("/decisions/approve/approve").longValue()).isEqualTo(100);
    assertThat(requests.at("/decisions/decline/decline").longValue()).isEqualTo(200);
    assertThat(requests.at("/points_difference/mean").doubleValue()).isEqualTo(10);
    assertThat(requests.at("/agreement/ranks").doubleValue()).isBetween(0.1, 0.9);
    assertThat(requests.get("farthest_apart")).hasSize(10);
    assertThat(requests.at("/farthest_apart/0/difference").doubleValue())
        .isCloseTo(0.6, within(1e-9));
    assertThat(requests.get("realised").isNull()).isTrue();
  }

  @Test
  void tellsWhoWasRightOnceOutcomesAreKnown() throws Exception {
    score();
    JdbcClient.create(database.owner())
        .sql(
            """
            INSERT INTO prediction_log.outcome (prediction_id, known_on, bad)
            SELECT coalesce(p.beside, p.prediction_id), date '2025-02-27', p.probability > 0.5
            FROM prediction_log.prediction p
            WHERE p.model_version = 2
            """)
        .update();

    officer
        .types("compare", "1", "2")
        .prints(
            "The outcome of 400 loans is known: 300 not paid on time.",
            "would approve",
            "Outcomes are known of loans that were granted.");
    JsonNode realised =
        officer.types("compare", "1", "2", "--json").json().at("/requests/realised");
    assertThat(realised.at("/b/auc/value").doubleValue()).isEqualTo(1);
    assertThat(realised.at("/a/auc/value").doubleValue()).isBetween(0.7, 0.9);
    assertThat(realised.at("/auc/lower").doubleValue()).as("better beyond luck").isPositive();
    assertThat(realised.at("/brier/upper").doubleValue()).isNegative();
    assertThat(realised.at("/approved/first/loans").intValue()).isEqualTo(200);
    assertThat(realised.at("/approved/first/observed").doubleValue()).isEqualTo(0.5);
    assertThat(realised.at("/approved/second/observed").doubleValue()).isZero();
    assertThat(realised.at("/approved/difference/interval/upper").doubleValue()).isNegative();
  }

  @Test
  void comparesTwoThatBothScoredInTheShadowOfAThird() throws Exception {
    score();

    JsonNode requests = officer.types("compare", "3", "2", "--json").json().get("requests");
    assertThat(requests.get("requests").longValue()).isEqualTo(REQUESTS);
    assertThat(requests.get("decided_alike").longValue()).isEqualTo(REQUESTS);
    assertThat(requests.at("/agreement/ranks").doubleValue()).isCloseTo(1, within(1e-9));
  }

  /** The first approves what the second declines in a quarter; the third says as the second. */
  private void score() throws Exception {
    LogRows rows = LogRows.of(3 * REQUESTS);
    for (int request = 0; request < REQUESTS; request++) {
      UUID answered = id(request);
      double first = (request < 200 ? 0.1 : 0.8) + request % 100 * 0.001;
      double second = (request < 100 ? 0.1 : 0.7) + request % 100 * 0.000_99;
      rows.add(
          new LoggedPrediction(
              answered,
              new UserId(request + 1),
              null,
              new ModelVersion("loan-risk", 1),
              AnswerRole.CHAMPION,
              new Scored(new double[] {1}, 0, first, 600),
              decision(first),
              null,
              null,
              null,
              null));
      rows.add(shadow(request, answered, 2, AnswerRole.CHALLENGER, second));
      rows.add(shadow(request, answered, 3, AnswerRole.PROBE, second));
    }
    try (Connection connection = database.owner().getConnection()) {
      LogWriter.write(connection, List.of(rows));
    }
  }

  private LoggedPrediction shadow(
      int request, UUID answered, int version, AnswerRole role, double probability) {
    return LoggedPrediction.inShadow(
        id(request),
        answered,
        new UserId(request + 1),
        null,
        new ModelVersion("loan-risk", version),
        role,
        new Scored(new double[] {1}, 0, probability, 610),
        decision(probability));
  }

  private static Decision decision(double probability) {
    return probability < 0.5 ? Decision.APPROVE : Decision.DECLINE;
  }

  private UUID id(int request) {
    return new UUID(
        BEGUN.plusSeconds(request).toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L | ++ids);
  }

  private void register(int number) throws Exception {
    byte[] bundle = ("bundle " + number).getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle));
    new PostgresModels(database.login("compare_trainer", "secret"))
        .register(new Candidate("loan-risk", bundle, sha256, "{}", true, "data", "Dora Data"));
  }

  private void execute(String... statements) throws Exception {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
