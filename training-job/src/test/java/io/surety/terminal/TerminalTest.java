package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees before any database is touched. */
class TerminalTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    Session session =
        new Session(
            Console.plain(new PrintWriter(out), new PrintWriter(err)),
            DataDirectories.none(),
            environment,
            folder,
            Clock.systemUTC(),
            InputStream.nullInputStream());
    return Terminal.commandLine(session, List.of()).execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate",
        "ingest",
        "export-features",
        "train",
        "models",
        "show",
        "compare",
        "approve",
        "reject",
        "promote",
        "rollback",
        "migrate",
        "logins",
        "keys",
        "token",
        "drill"
      })
  void explainsEveryCommand(String command) {
    assertThat(run(Map.of(), command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: surety " + command).contains("--help");
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void listsEveryCommandAndTheExitCodes() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString())
        .contains("export-features", "rollback")
        .contains("0 done, 1 failed, 2 wrong usage, 3 done, but a gate was not passed");
  }

  @Test
  void saysWhatIsMissingAndWhereHelpIs() {
    assertThat(run(Map.of(), "approve", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--by", "--reason").contains("./surety approve --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ada:secret@host/db",
        "jdbc:postgresql://host/db?password=secret",
        "jdbc:postgresql://host/db?ssl=true&user=ada"
      })
  void refusesUserAndPasswordOnTheCommandLine(String address) {
    assertThat(run(Map.of(), "models", "--database", address)).isEqualTo(2);
    assertThat(err.toString()).contains("SURETY_DATABASE_PASSWORD_FILE").doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://bob:secret@h/x", "jdbc:postgresql://bob:se/secret@h/x"})
  void neverRepeatsAnAddressThatMayHoldAPassword(String address) {
    assertThat(run(Map.of(), "models", "--database", address)).isEqualTo(2);
    assertThat(run(Map.of(), "models", address)).isEqualTo(2);
    assertThat(err.toString()).isNotEmpty().doesNotContain("secret");
  }

  @Test
  void refusesWhatItCannotReadInWholeSentences() {
    assertThat(run(Map.of(), "simulate", "--users", "abc", "--out", "-")).isEqualTo(2);
    assertThat(run(Map.of(), "train", "--nope")).isEqualTo(2);
    assertThat(run(Map.of(), "nope")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--users takes a whole number, but 'abc' was given.")
        .contains("There is no option --nope here;")
        .contains("'nope' is no command;");
  }

  @Test
  void checksWhereATrainingWritesBeforeItTrains() throws Exception {
    Path spec = Files.createFile(folder.resolve("spec.yaml"));
    Path file = Files.createFile(folder.resolve("occupied"));
    assertThat(run(Map.of(), "simulate", "--out", "")).isEqualTo(2);
    assertThat(err.toString()).contains("--out names no file");
    OutputFile below = OutputFile.of(file.resolve("model.bundle"), "--out");
    assertThatThrownBy(below::requireWritable).hasMessageContaining("name another with --out");
    OutputFile report = OutputFile.of(folder, "--report");
    assertThatThrownBy(report::requireWritable)
        .hasMessageContaining("it is a folder")
        .hasMessageContaining("name another with --report");
    OutputFile.of(spec, "--out").requireWritable();
    assertThat(spec).exists();
  }

  @Test
  void quotesWhatAShellWouldTakeApart() {
    assertThat(
            new Typed(List.of("up", "--loans", "my loans.csv", "--data-dir", "x"))
                .in(Path.of("it's")))
        .isEqualTo("./surety up --loans 'my loans.csv' --data-dir 'it'\\''s'");
  }

  @Test
  void asksForTheUserOfADatabaseInTheEnvironment() {
    assertThat(run(Map.of(), "models", "--database", "jdbc:postgresql://localhost/db"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("SURETY_DATABASE_USER");
  }

  @Test
  void takesTheAddressFromTheEnvironmentWhenNoDatabaseIsTyped() {
    Map<String, String> environment = Map.of("SURETY_DATABASE", "jdbc:postgresql://localhost/db");
    assertThat(run(environment, "models")).isEqualTo(2);
    assertThat(err.toString()).contains("SURETY_DATABASE_USER");
    assertThat(run(Map.of("SURETY_DATABASE", "jdbc:postgresql://ada:secret@h/db"), "models"))
        .isEqualTo(2);
    assertThat(err.toString()).doesNotContain("secret");
  }

  @Test
  void asksForACertificateThatIsVerifiedOfAnotherMachine() {
    assertThat(run(Map.of(), "models", "--database", "jdbc:postgresql://db.example/surety"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("add ?sslmode=verify-full to the address");
  }

  @Test
  void makesLoginsOnlyOnAServerAndWithOneKindOfIdentity() {
    assertThat(run(Map.of(), "logins", "--database", "jdbc:postgresql://localhost/db"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("either passwords");
    assertThat(run(Map.of(), "logins", "--passwords", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("A data directory makes its own logins");
  }

  @Test
  void namesWhatTheIdentityOfAPodNeeds() {
    String address = "jdbc:postgresql://localhost/db";
    assertThat(
            run(
                Map.of("SURETY_DATABASE_USER", "ada", "SURETY_DATABASE_IDENTITY", "workload"),
                "models",
                "--database",
                address))
        .isEqualTo(2);
    assertThat(run(Map.of("SURETY_DATABASE_IDENTITY", "x"), "models", "--database", address))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("needs the environment variable AZURE_TENANT_ID")
        .contains("SURETY_DATABASE_IDENTITY is password or workload");
  }

  @Test
  void refusesTwoDatabasesAtOnce() {
    assertThat(
            run(
                Map.of(),
                "models",
                "--database",
                "jdbc:postgresql://host/db",
                "--data-dir",
                "here"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("leave one of them out");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThat(run(Map.of(), "ingest", folder.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file").contains("none.csv");
  }

  @Test
  void namesTheFormOfADayAndOfAMoment() {
    assertThat(run(Map.of(), "export-features", "--as-of", "27.12.2021", "--out", "-"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("not a day like 2021-12-27");
    assertThat(run(Map.of(), "export-features", "--as-of", "+999999999-12-31", "--out", "-"))
        .isEqualTo(2);
    assertThat(run(Map.of(), "train", "--known-at", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("not a moment like 2026-01-31T12:00:00Z");
  }

  @Test
  void refusesADecisionWithoutAReason() {
    assertThat(run(Map.of(), "approve", "3", "--by", "Ada", "--reason", " ")).isEqualTo(2);
    assertThat(err.toString()).contains("must not be blank");
  }

  @Test
  void refusesADrillThatCannotBeMeant() {
    assertThat(run(Map.of(), "drill", "--shift", "income=1")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--reason", "game day")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--approve-as", "Ada")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--second-version")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--rate", "0")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--within", "soon")).isEqualTo(2);
    assertThat(run(Map.of(), "drill", "--url", "nowhere")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'income=1' begins with no input that can shift")
        .contains("--reason and --override belong to an approval")
        .contains("An approval is recorded with a reason")
        .contains("A second version is approved by a person")
        .contains("--rate is a number of requests from 1 to 5000")
        .contains("'soon' is not a time like 30m")
        .contains("'nowhere' is no address of a service");
  }

  @Test
  void writesAFileWholeOrNotAtAll() throws Exception {
    Path book = folder.resolve("sub/book.csv.gz");
    assertThat(run(Map.of(), "simulate", "--users", "20", "--out", book.toString())).isZero();
    assertThat(book).isNotEmptyFile();
    assertThat(err.toString()).contains("20 users");

    assertThat(run(Map.of(), "simulate", "--users", "0", "--out", book + "2")).isEqualTo(2);
    try (var left = Files.list(book.getParent())) {
      assertThat(left).containsExactly(book);
    }
  }
}
