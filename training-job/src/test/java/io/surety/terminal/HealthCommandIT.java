package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class HealthCommandIT {

  private static TestDatabase database;
  private static TestPerson owner;
  private static TestPerson approver;

  @BeforeAll
  static void begin() {
    database = TestDatabase.create();
    Map<String, String> environment =
        new HashMap<>(TestPerson.of(database, database.user(), database.password()).environment());
    environment.put("SURETY_USERS", "10000");
    owner = new TestPerson(database.jdbcUrl(), environment);
    owner.types("migrate").endsWith(ExitCode.DONE);
    JdbcClient client = JdbcClient.create(database.owner());
    client.sql("CREATE ROLE health_approver LOGIN PASSWORD 'secret'").update();
    client.sql("GRANT surety_approver TO health_approver").update();
    approver = TestPerson.of(database, "health_approver", "secret");
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void saysHowAServedModelIsAfterALookAndWhichDecisionsAreInNoLog(@TempDir Path folder)
      throws IOException {
    owner.types("health").endsWith(ExitCode.DONE).says("there is nothing to tell");
    owner.types("begin").endsWith(ExitCode.DONE).says("registered as a candidate");
    approver.decides("approve", "1").endsWith(ExitCode.DONE);
    approver.decides("promote", "1", "--to", "champion").endsWith(ExitCode.DONE);
    Instant now = Instant.now();

    owner
        .typesAt(now, "health")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 as champion", "It answers itself.", "Nobody has looked at it yet");
    owner
        .typesAt(now, "watch", "--once")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 as champion: breaker closed", "cannot be judged yet: 0 of the 1,000");
    owner
        .typesAt(now, "health")
        .endsWith(ExitCode.DONE)
        .prints("Looked at 0 s ago", "input_drift", "too few", "no outcomes yet");
    JsonNode told = owner.typesAt(now, "health", "--json").endsWith(ExitCode.DONE).json().get(0);
    assertThat(told.at("/breaker").asString()).isEqualTo("closed");
    assertThat(told.at("/answered_by").asInt()).isEqualTo(1);
    assertThat(told.at("/figures")).isNotEmpty();
    assertThat(told.at("/consistency").isNull()).isTrue();
    assertThat(told.at("/work")).isNotEmpty();
    assertThat(told.at("/lost").isEmpty()).isTrue();

    killAProcessThatLoggedBehindItsAnswers();
    owner
        .types("health")
        .endsWith(ExitCode.DONE)
        .prints("3 to 1,003 decisions that were answered are in no log", "it ended without a word");
    JsonNode lost = owner.types("health", "--json").json().get(0).at("/lost/0");
    assertThat(lost.at("/lost_least").asInt()).isEqualTo(3);
    assertThat(lost.at("/lost_most").asInt()).isEqualTo(1_003);
    assertThat(lost.at("/silent").asBoolean()).isTrue();
    Path page = folder.resolve("health.html");
    owner.types("health", "--html", page.toString()).endsWith(ExitCode.DONE);
    assertThat(Files.readString(page))
        .contains("Which decisions are in no log?", "it ended without a word")
        .containsPattern(">1.003<");
  }

  /** What it leaves behind. */
  private static void killAProcessThatLoggedBehindItsAnswers() {
    JdbcClient.create(database.owner())
        .sql(
            """
            INSERT INTO prediction_log.async_process
              (instance, login, began_at, told_at, most_waiting, taken, written, lost)
            VALUES (gen_random_uuid(), 'a login', now() - INTERVAL '2 hours',
              now() - INTERVAL '1 hour', 1000, 10, 7, 3)
            """)
        .update();
  }
}
