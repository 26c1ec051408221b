package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.ModelExport;
import io.surety.simulation.LoanBook;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How a version trained on one database comes to serve on another, as people type it, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TravelIT {

  @TempDir static Path folder;

  private static TestDatabase dev;
  private static TestDatabase prod;
  private static TestPerson trainer;
  private static TestPerson approver;
  private static TestPerson deployer;
  private static TestPerson officer;

  @BeforeAll
  static void trainInDev() throws IOException, SQLException {
    dev = migrated();
    prod = migrated();
    trainer = newLogin(dev, "travel_trainer", "surety_trainer");
    approver = newLogin(dev, "travel_approver", "surety_approver");
    deployer = newLogin(prod, "travel_deployer", "surety_admitter");
    officer = newLogin(prod, "travel_officer", "surety_approver");
    try (OutputStream out = Files.newOutputStream(folder.resolve("book.csv"))) {
      LoanBook.write(2_000, 1, out, written -> {});
    }
    trainer.types("ingest", file("book.csv")).endsWith(ExitCode.DONE);
    trainer.types(
        "train",
        "--by",
        "Dora Data",
        "--report",
        file("report.html"),
        "--set",
        "learner.trees=10",
        "--set",
        "gates.min_auc_lower=0.3");
  }

  @AfterAll
  static void drop() {
    dev.close();
    prod.close();
  }

  @Test
  @Order(1)
  void aCandidateIsExportedWithAWarningAndNotAdmitted() {
    approver
        .types("export", "1", "--out", file("candidate.export"))
        .endsWith(ExitCode.DONE)
        .says("loan-risk/1 is NOT approved");
    deployer
        .types("admit", file("candidate.export"))
        .endsWith(ExitCode.FAILED)
        .says("was not approved in", "Have it approved there");
  }

  @Test
  @Order(2)
  void anApprovedVersionIsExportedWithItsHash() {
    approver.decides("approve", "1", "--override").endsWith(ExitCode.DONE);
    approver
        .types("export", "1", "--out", file("one.export"))
        .endsWith(ExitCode.DONE)
        .says("is approved, by travel_approver, who says to be Olga Officer")
        .says(ModelExport.read(folder.resolve("one.export")).sha256());
    approver
        .types("export", "7", "--out", file("seven.export"))
        .endsWith(ExitCode.FAILED)
        .says("There is no version loan-risk/7");
    assertThat(folder.resolve("seven.export")).doesNotExist();
  }

  @Test
  @Order(3)
  void damageAnotherHashAndOtherLoginsAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("one.export"));
    Files.write(folder.resolve("half.export"), Arrays.copyOf(bytes, bytes.length / 2));
    deployer
        .types("admit", file("half.export"))
        .endsWith(ExitCode.FAILED)
        .says("The export ends too early: it was cut off.");
    deployer
        .types("admit", file("missing.export"))
        .endsWith(ExitCode.FAILED)
        .says("cannot be read");
    deployer
        .types("admit", file("one.export"), "--sha256", "00")
        .endsWith(ExitCode.FAILED)
        .says("not the one that --sha256 asks for");
    deployer
        .types("admit", file("one.export"), "--by", "Olga Officer")
        .endsWith(ExitCode.WRONG_USAGE)
        .says("give both with --promote");
    officer
        .types("admit", file("one.export"))
        .endsWith(ExitCode.FAILED)
        .says("admitting surety_admitter");
    officer.types("models").prints("No model has been registered yet");
  }

  @Test
  @Order(4)
  void admittingServesItAndTheSecondTimeChangesNothing() {
    deployer
        .types("admit", file("one.export"), "--promote", "champion")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 is admitted, with its approval in", "by travel_approver")
        .prints("loan-risk/1 is the champion now");
    deployer
        .types("admit", file("one.export"), "--promote", "champion")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 is here already", "is the champion already: nothing changed");
  }

  @Test
  @Order(5)
  void theHistoryTellsWhereItWasApproved() {
    String registry = ModelExport.read(folder.resolve("one.export")).manifest().registryName();
    officer.types("models").prints("Dora Data in " + registry);
    officer
        .types("show", "1")
        .prints("serves as champion", "travel_trainer there, who says to be Dora Data")
        .prints("approved by travel_approver, who says to be Olga Officer")
        .prints("of " + registry + "; admitted here", "by travel_deployer")
        .prints(
            "promoted to champion automatically by travel_deployer", "deployed with the export");
    JsonNode shown = officer.types("show", "1", "--json").json();
    assertThat(shown.path("origin").path("registry_name").asString()).isEqualTo(registry);
    assertThat(shown.path("decisions").path(0).path("origin").path("decided_by").asString())
        .isEqualTo("travel_approver");
  }

  @Test
  @Order(6)
  void aCanaryIsPromotedAndWithdrawn() {
    officer
        .decides("promote", "1", "--to", "canary")
        .endsWith(ExitCode.DONE)
        .prints("is the canary now", "a service that serves this alias");
    officer
        .decides("withdraw", "canary")
        .endsWith(ExitCode.DONE)
        .prints("loan-risk/1 is the canary no more");
    officer
        .decides("withdraw", "canary")
        .endsWith(ExitCode.FAILED)
        .says("No version of loan-risk is canary");
    officer.types("show", "1").prints("withdrawn as canary by travel_officer");
  }

  private static TestDatabase migrated() {
    TestDatabase database = TestDatabase.create();
    TestPerson.of(database, database.user(), database.password())
        .types("migrate")
        .endsWith(ExitCode.DONE);
    return database;
  }

  private static TestPerson newLogin(TestDatabase database, String name, String group)
      throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD 'secret'");
      statement.execute("GRANT " + group + " TO " + name);
    }
    return TestPerson.of(database, name, "secret");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
