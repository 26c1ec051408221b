package io.surety.terminal;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The life of a model on a database of somebody's own, as people type it: one story of 5,000
 * simulated users (seed 1), told in order, each step on what the one before it left.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsIT {

  private static final Instant FIRST_LOAD = Instant.parse("2025-01-31T12:00:00Z");
  private static final Instant BETWEEN = Instant.parse("2025-02-10T00:00:00Z");

  @TempDir static Path folder;

  private static TestDatabase database;
  private static TestPerson owner;
  private static TestPerson trainer;
  private static TestPerson approver;
  private static TestPerson both;

  @BeforeAll
  static void makeTheDatabase() {
    database = TestDatabase.create();
    owner = TestPerson.of(database, database.user(), database.password());
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  @Order(1)
  void migratingMakesTheTablesAndTheRoles() throws SQLException {
    owner.types("models").endsWith(ExitCode.FAILED).says("no tables of this Surety yet", "migrate");
    owner
        .types("export-features", "--as-of", "2021-12-27", "--out", "-")
        .says("no tables", "migrate");
    owner.types("migrate").endsWith(ExitCode.DONE).says("are up to date");
    owner.types("migrate").endsWith(ExitCode.DONE);

    trainer = newLogin("commands_trainer", "surety_trainer");
    approver = newLogin("commands_approver", "surety_approver");
    both = newLogin("commands_both", "surety_trainer, surety_approver");
    trainer.types("migrate").endsWith(ExitCode.FAILED).says("login may not do that");
    trainer.types("models").endsWith(ExitCode.DONE).prints("No model has been registered yet");
  }

  @Test
  @Order(2)
  void loadsABookOnceAndOnlyByWhoMay() throws IOException {
    writeBook();
    approver.types("ingest", file("book.csv")).endsWith(ExitCode.FAILED).says("has the role");
    trainer
        .typesAt(FIRST_LOAD, "ingest", file("book.csv"))
        .endsWith(ExitCode.DONE)
        .says("added", "5,000 users");
    trainer
        .typesAt(FIRST_LOAD, "ingest", file("book.csv"))
        .says("loaded before", "nothing changed");
  }

  @Test
  @Order(3)
  void exportsTheOldFeaturesAgainAfterACorrection() throws IOException {
    export("before.csv");
    correctTheBook();
    trainer
        .types("ingest", file("corrected.csv"))
        .endsWith(ExitCode.DONE)
        .says("0 loans added", "changed");
    export("after.csv");
    export("again.csv", "--known-at", BETWEEN.toString());

    assertThat(folder.resolve("before.csv")).content().startsWith("user_id,nb_previous_loans,");
    assertThat(folder.resolve("after.csv"))
        .content()
        .isNotEqualTo(Files.readString(folder.resolve("before.csv")));
    assertThat(folder.resolve("again.csv")).hasSameTextualContentAs(folder.resolve("before.csv"));
    trainer
        .types(
            "export-features",
            "--as-of",
            "2021-12-27",
            "--out",
            "-",
            "--known-at",
            "9999-01-01T00:00:00Z")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("in the future");
  }

  @Test
  @Order(4)
  void trainingRegistersACandidateWithItsEvidence() {
    trains(trainer, "learner.trees=60")
        .endsWith(ExitCode.DONE)
        .says("loan-risk/1 registered")
        .prints("approve loan-risk/1");
    assertThat(folder.resolve("report.html")).isNotEmptyFile();

    JsonNode listed = approver.types("models", "--json").endsWith(ExitCode.DONE).json();
    assertThat(listed).hasSize(1);
    assertThat(listed.path(0).path("version").asString()).isEqualTo("loan-risk/1");
    assertThat(listed.path(0).path("stage").asString()).isEqualTo("candidate");
    assertThat(listed.path(0).path("proposed_by").asString()).isEqualTo("commands_trainer");
    assertThat(listed.path(0).path("proposed_as").asString()).isEqualTo("Dora Data");

    JsonNode shown = approver.types("show", "1", "--json").endsWith(ExitCode.DONE).json();
    assertThat(shown.path("sha256").asString()).hasSize(64);
    assertThat(shown.path("evidence").path("gates")).isNotEmpty();
    assertThat(shown.path("decisions")).isEmpty();
    for (JsonNode input : shown.path("evidence").path("evaluation").path("inputs")) {
      assertThat(input.path("mean_absolute_contribution").isNumber()).isTrue();
    }
    approver
        .types("show", "1")
        .prints(
            "approve below 0.15, decline from 0.3, refer between",
            "600 points at odds of 50 to 1, 20 points more for twice the odds");
  }

  @Test
  @Order(5)
  void whatWasDoneIsListedAsRuns() {
    JsonNode runs = approver.types("runs", "--json").endsWith(ExitCode.DONE).json();
    JsonNode training = runs.path(0);
    assertThat(training.path("kind").asString()).isEqualTo("train");
    assertThat(training.path("state").asString()).isEqualTo("done");
    assertThat(training.path("parameters").path("learner.trees").asString()).isEqualTo("60");
    assertThat(training.path("hashes").path("data").asString()).hasSize(64);
    assertThat(training.path("hashes").path("bundle").asString()).hasSize(64);
    assertThat(training.path("metrics").path("auc").doubleValue()).isBetween(0.5, 1.0);
    assertThat(training.path("started_by").asString()).isEqualTo("commands_trainer");
    assertThat(runs).filteredOn(run -> run.path("kind").asString().equals("ingest")).hasSize(3);
    approver.types("runs", "--kind", "ingest", "--limit", "1").prints("0 loans added");
    approver
        .types("runs", "show", training.path("run").asString())
        .prints("loan-risk/1 is registered as a candidate", "learner.trees");
    approver.types("runs", "show", "999").endsWith(ExitCode.FAILED).says("There is no run 999");
    trainer
        .types("runs", "sync")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("MLFLOW_TRACKING_URI names no server");
  }

  @Test
  @Order(5)
  void anMlflowServerThatIsAwayFailsNothing() {
    with("MLFLOW_TRACKING_URI", "http://127.0.0.1:1")
        .types("ingest", file("book.csv"))
        .endsWith(ExitCode.DONE)
        .says("nothing changed", "The MLflow server http://127.0.0.1:1 could not be reached")
        .says("1 run is logged there with a later run, or by './surety runs sync'.");
    with("MLFLOW_TRACKING_URI", "http://127.0.0.1:1")
        .types("runs", "sync", "--within", "5s")
        .endsWith(ExitCode.FAILED)
        .says("could not be reached", "1 still to be");
    with("MLFLOW_TRACKING_URI", "databricks")
        .types("ingest", file("book.csv"))
        .endsWith(ExitCode.DONE)
        .says("MLFLOW_TRACKING_URI names no server", "kept in the database alone");
    assertThat(trainer.types("runs", "--json").json().path(0).path("mlflow_experiment").isNull())
        .isTrue();
  }

  private static TestPerson with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(trainer.environment());
    environment.put(variable, value);
    return new TestPerson(trainer.address(), environment);
  }

  @Test
  @Order(6)
  void onlySomebodyElseWithTheRoleApproves() {
    approver
        .decides("promote", "1", "--to", "champion")
        .endsWith(ExitCode.FAILED)
        .says("only an approved version");
    trainer.decides("approve", "1").endsWith(ExitCode.FAILED).says("surety_approver");
    approver
        .types("approve", "1", "--by", "dora  data", "--reason", "mine")
        .endsWith(ExitCode.FAILED)
        .says("was proposed by \"Dora Data\", who therefore cannot approve it");
    assertThat(stage(1)).isEqualTo("candidate");

    approver.decides("approve", "1").endsWith(ExitCode.DONE).prints("approved, and not yet served");
    approver.decides("approve", "1").endsWith(ExitCode.FAILED).says("approved already");
    approver
        .decides("promote", "1", "--to", "champion")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 is the champion now");
    approver.types("show", "1").prints("serves as champion", "who says to be Olga Officer");
  }

  @Test
  @Order(7)
  void aFailedGateTakesAnOverride() {
    trains(trainer, "learner.trees=20", "gates.min_auc_lower=0.95")
        .endsWith(ExitCode.GATE_NOT_PASSED)
        .says("loan-risk/2 registered", "A gate was not passed")
        .prints("failed", "--override");
    approver
        .types("compare", "1", "2")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1", "loan-risk/2", "AUC");
    JsonNode compared = approver.types("compare", "1", "2", "--json").json();
    assertThat(compared.path("same_data").asBoolean()).isTrue();
    assertThat(compared.path("measures").path("auc").path("difference").isNumber()).isTrue();

    approver.decides("approve", "2").endsWith(ExitCode.GATE_NOT_PASSED).says("failed a gate");
    approver.decides("approve", "2", "--override").endsWith(ExitCode.DONE);
    approver.types("show", "2").prints("overriding failed gates: as the story goes");
  }

  @Test
  @Order(8)
  void rollingBackServesTheEarlierVersionAndEndsThere() {
    approver.decides("rollback").endsWith(ExitCode.FAILED).says("no earlier version to go back to");
    approver.decides("promote", "2", "--to", "champion").endsWith(ExitCode.DONE);
    assertThat(champion()).isEqualTo("loan-risk/2");

    approver
        .decides("rollback")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 is the champion again");
    assertThat(champion()).isEqualTo("loan-risk/1");
    assertThat(lastDecision("1").path("signed_as").asString("")).isEqualTo("person");
    approver.decides("rollback").endsWith(ExitCode.FAILED).says("no earlier version to go back to");
    assertThat(champion()).isEqualTo("loan-risk/1");
  }

  @Test
  @Order(9)
  void aProgramThatRollsBackIsRecordedAsAProgram() {
    approver.decides("promote", "2", "--to", "champion").endsWith(ExitCode.DONE);

    approver.decides("rollback", "--automatic").endsWith(ExitCode.DONE);

    assertThat(champion()).isEqualTo("loan-risk/1");
    assertThat(lastDecision("1").path("kind").asString("")).isEqualTo("rolled_back");
    assertThat(lastDecision("1").path("signed_as").asString("")).isEqualTo("automatic");
    approver.types("show", "1").prints("rolled back to champion automatically by");
  }

  private static JsonNode lastDecision(String version) {
    JsonNode decisions = approver.types("show", version, "--json").json().path("decisions");
    return decisions.path(decisions.size() - 1);
  }

  @Test
  @Order(10)
  void aRejectedVersionIsNeverServed() {
    trains(both, "learner.trees=5", "gates.min_auc_lower=0.95").says("loan-risk/3 registered");
    both.decides("approve", "3", "--override")
        .endsWith(ExitCode.FAILED)
        .says("was proposed by the login commands_both");
    approver.decides("reject", "3").endsWith(ExitCode.DONE).prints("loan-risk/3 is rejected");

    approver
        .decides("promote", "3", "--to", "champion")
        .endsWith(ExitCode.FAILED)
        .says("is rejected, and only an approved version");
    approver
        .decides("approve", "3", "--override")
        .endsWith(ExitCode.FAILED)
        .says("rejected already");
    approver.types("show", "4").endsWith(ExitCode.FAILED).says("There is no version loan-risk/4");
    assertThat(champion()).isEqualTo("loan-risk/1");
  }

  @Test
  @Order(11)
  void anImportedModelIsHeldAgainstTheSamePeopleAndNeedsAnOverride() {
    String model = Path.of("src", "test", "resources", "imported", "logistic-3.4.1.ubj").toString();
    trainer
        .types("import", model, "--by", "Dora Data", "--report", file("imported.html"))
        .endsWith(ExitCode.GATE_NOT_PASSED)
        .says("loan-risk/4 registered")
        .prints("The model was trained elsewhere", "loan-risk/4", "--override");

    JsonNode imported =
        approver
            .types("show", "4", "--json")
            .json()
            .path("evidence")
            .path("provenance")
            .path("imported");
    assertThat(imported.path("file").asString()).isEqualTo("logistic-3.4.1.ubj");
    assertThat(imported.path("written_by").asString()).isEqualTo("XGBoost 3.4.1");
    approver.types("show", "4").prints("imported from", "logistic-3.4.1.ubj, XGBoost 3.4.1");
    approver.decides("approve", "4").endsWith(ExitCode.GATE_NOT_PASSED).says("failed a gate");
    approver.decides("approve", "4", "--override").endsWith(ExitCode.DONE);
    approver.decides("promote", "4", "--to", "champion").endsWith(ExitCode.DONE);
    trainer
        .types("import", file("book.csv"))
        .endsWith(ExitCode.FAILED)
        .says("book.csv cannot be imported: The forest");
  }

  private static void writeBook() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
      LoanBook.write(5_000, 1, out, written -> {});
    }
  }

  /** Every loan was a hundred larger than the first file said; the amount is its last column. */
  private static void correctTheBook() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("book.csv"));
    List<String> corrected = new ArrayList<>(List.of(lines.getFirst()));
    for (String line : lines.subList(1, lines.size())) {
      int amount = line.lastIndexOf(',') + 1;
      corrected.add(line.substring(0, amount) + (Double.parseDouble(line.substring(amount)) + 100));
    }
    Files.write(folder.resolve("corrected.csv"), corrected);
  }

  private static TestPerson newLogin(String name, String groups) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'");
      statement.execute("GRANT " + groups + " TO " + name);
    }
    return TestPerson.of(database, name, "secret");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static TestPerson.Ran trains(TestPerson person, String... settings) {
    List<String> typed = new ArrayList<>(List.of("train", "--by", "Dora Data"));
    typed.addAll(List.of("--report", file("report.html")));
    Stream.of(settings).forEach(setting -> typed.addAll(List.of("--set", setting)));
    return person.types(typed.toArray(String[]::new));
  }

  private static void export(String name, String... more) {
    List<String> typed =
        new ArrayList<>(List.of("export-features", "--as-of", "2021-12-27", "--out", file(name)));
    typed.addAll(List.of(more));
    trainer.types(typed.toArray(String[]::new)).endsWith(ExitCode.DONE).says("of 5,000 users");
  }

  private static String stage(int number) {
    return approver.types("show", "" + number, "--json").json().path("stage").asString();
  }

  private static String champion() {
    return approver
        .types("models", "--json")
        .json()
        .valueStream()
        .filter(model ->
            model.path("aliases").valueStream().anyMatch(a -> a.asString().equals("champion")))
        .map(model -> model.path("version").asString())
        .collect(joining());
  }
}
