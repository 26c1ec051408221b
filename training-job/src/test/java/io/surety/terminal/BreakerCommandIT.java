package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.Alias;
import io.surety.registry.Candidate;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import io.surety.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person at the breakers of three versions, and what other commands say of them. */
class BreakerCommandIT {

  private static final Path GOLDEN =
      Path.of("../libs/model-bundle/src/test/resources/golden/format-3/two-classes.zip");
  private static final Signature SIGNED = Signature.automatic("watch", "it moved");

  private final TestDatabase database = TestDatabase.create();
  private TestPerson officer = TestPerson.of(database, "nobody", "nothing");

  @BeforeEach
  void promoteThree() throws Exception {
    Tables.migrate(database.owner());
    execute(
        "DROP ROLE IF EXISTS breaker_trainer, breaker_approver, breaker_watcher",
        "CREATE ROLE breaker_trainer LOGIN PASSWORD 'secret' IN ROLE surety_trainer",
        "CREATE ROLE breaker_approver LOGIN PASSWORD 'secret' IN ROLE surety_approver",
        "CREATE ROLE breaker_watcher LOGIN PASSWORD 'secret' IN ROLE surety_watcher");
    officer = TestPerson.of(database, "breaker_approver", "secret");
    for (int number = 1; number <= 3; number++) {
      register(number);
      officer.decides("approve", Integer.toString(number)).endsWith(ExitCode.DONE);
      officer.decides("promote", Integer.toString(number), "--to", "champion");
    }
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void showsWhoAnswersAndWhy() {
    officer
        .types("breaker")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/3 as champion  closed; it answers itself");
    new PostgresBreakers(database.login("breaker_watcher", "secret"))
        .open(
            new ModelVersion("loan-risk", 3),
            Alias.CHAMPION,
            Substitute.standby(),
            Signature.automatic("watch", "age drifted"),
            Optional.of("{\"psi\": 0.41}"));

    officer
        .types("breaker")
        .prints(
            "loan-risk/3 as champion  open since ",
            "loan-risk/2 answers",
            "automatically by breaker_watcher",
            "because: age drifted",
            "figures: {\"psi\": 0.41}");
    JsonNode json = officer.types("breaker", "--json").json();
    assertThat(json.at("/0/state").stringValue()).isEqualTo("open");
    assertThat(json.at("/0/answered_by").stringValue()).isEqualTo("loan-risk/2");
    assertThat(json.at("/0/decision/figures/psi").doubleValue()).isEqualTo(0.41);
    officer.types("models").prints("champion (open)");
    officer
        .types("show", "3")
        .prints(
            "Its breaker as champion is open: loan-risk/2 answers.", "breaker opened as champion");
    assertThat(officer.types("models", "--json").json().at("/2/breakers/champion").stringValue())
        .isEqualTo("open");
  }

  @Test
  void saysWhenAVersionIsTriedNextOrThatAPersonHasToDecide() throws Exception {
    register(Files.readAllBytes(GOLDEN));
    officer.decides("approve", "4");
    officer.decides("promote", "4", "--to", "champion");
    PostgresBreakers watch = new PostgresBreakers(database.login("breaker_watcher", "secret"));
    ModelVersion fourth = new ModelVersion("loan-risk", 4);
    watch.open(fourth, Alias.CHAMPION, Substitute.standby(), SIGNED, found("input_drift"));
    watch.halfOpen(fourth, Alias.CHAMPION, Substitute.standby(), SIGNED, Optional.empty());
    watch.open(fourth, Alias.CHAMPION, Substitute.standby(), SIGNED, found("input_drift"));

    officer
        .types("breaker")
        .prints("It is tried again from ", "later each time: it was taken out 2 times in a row.");
    JsonNode json = officer.types("breaker", "--json").json().get(0);
    assertThat(Instant.parse(json.get("next_trial").stringValue()))
        .isEqualTo(Instant.parse(json.get("since").stringValue()).plus(Duration.ofMinutes(20)));
    assertThat(json.at("/opened_by/0").stringValue()).isEqualTo("input_drift");

    officer.decides("breaker", "close", "4");
    watch.open(fourth, Alias.CHAMPION, Substitute.standby(), SIGNED, found("unknown_categories"));
    officer
        .types("breaker")
        .prints(
            "no trial can measure what opened it (unknown_categories)",
            "./surety breaker close loan-risk/4 --alias champion");
    assertThat(officer.types("breaker", "--json").json().at("/0/next_trial").isNull()).isTrue();

    officer.decides("breaker", "open", "4", "--policy", "refer");
    officer.types("breaker").prints("A person opened it, so nothing tries it.");
  }

  private static Optional<String> found(String rule) {
    return Optional.of("{\"rules\": [{\"rule\": \"%s\"}]}".formatted(rule));
  }

  @Test
  void aPersonOpensAndClosesAndHasSomebodyElseAnswer() {
    officer
        .decides("breaker", "open", "3")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/3 is out of service as champion: loan-risk/2 answers");
    officer
        .decides("breaker", "open", "3")
        .endsWith(ExitCode.FAILED)
        .says("is open already", "There is nothing to do.");
    officer
        .decides("breaker", "open", "3", "--fallback", "1")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 answers");
    officer
        .decides("breaker", "open", "3", "--policy", "refer")
        .prints("the policy answers everybody: refer");
    officer.decides("breaker", "open", "3", "--policy", "approve").endsWith(ExitCode.WRONG_USAGE);
    officer
        .decides("breaker", "open", "2")
        .endsWith(ExitCode.FAILED)
        .says("is version 3 and not 2");
    officer
        .decides("breaker", "close", "3")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/3 answers as champion again");
    officer.decides("breaker", "close", "3").endsWith(ExitCode.FAILED).says("is closed already");
    officer
        .types("breaker", "history")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/3  opened as champion", "loan-risk/3  closed as champion");
    assertThat(officer.types("breaker", "history", "--json").json()).hasSize(4);
  }

  @Test
  void aPromotionAndARollbackSayWhoAnswers() throws Exception {
    officer.decides("breaker", "open", "3");
    register(4);
    officer.decides("approve", "4");
    officer
        .decides("promote", "4", "--to", "champion")
        .endsWith(ExitCode.DONE)
        .prints("it proves itself in shadow first, and meanwhile loan-risk/2 answers")
        .prints("./surety breaker close loan-risk/4");
    officer
        .decides("rollback")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/3 is the champion again", "its breaker is open, so loan-risk/2 answers");
  }

  @Test
  void comesBackWithABackupAsItWas(@TempDir Path folder) {
    officer.decides("breaker", "open", "3", "--fallback", "1");
    String file = folder.resolve("one.backup").toString();
    TestPerson.of(database, database.user(), database.password())
        .types("backup", "--out", file)
        .endsWith(ExitCode.DONE);
    try (TestDatabase restored = TestDatabase.create()) {
      TestPerson owner = TestPerson.of(restored, restored.user(), restored.password());
      owner.types("restore", file).endsWith(ExitCode.DONE);
      for (String[] question :
          new String[][] {
            {"breaker", "--json"}, {"breaker", "history", "--json"}, {"models", "--json"}
          }) {
        assertThat(owner.types(question).out()).isEqualTo(officer.types(question).out());
      }
      owner.decides("breaker", "close", "3").endsWith(ExitCode.DONE);
    }
  }

  private void register(int number) throws Exception {
    register(("bundle " + number).getBytes(StandardCharsets.UTF_8));
  }

  private void register(byte[] bundle) throws Exception {
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle));
    new PostgresModels(database.login("breaker_trainer", "secret"))
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
