package io.surety.delivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.delivery.Repository;
import io.surety.delivery.pipeline.Pipeline;
import io.surety.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline's own file, with lines that are noted instead of run. */
class RehearsalTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> lines = new ArrayList<>();
  private String failing = "none";

  @BeforeEach
  void copyThePipeline() throws IOException {
    Files.copy(Repository.file("azure-pipelines.yml"), home.resolve("azure-pipelines.yml"));
    Files.createDirectories(home.resolve(".azure-pipelines"));
    try (Stream<Path> templates = Files.list(Repository.file(".azure-pipelines"))) {
      for (Path template : templates.toList()) {
        Files.copy(template, home.resolve(".azure-pipelines").resolve(template.getFileName()));
      }
    }
    write("module/target/surefire-reports/TEST-a.xml", "<testsuite/>");
  }

  private void write(String name, String text) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private int note(List<String> arguments) {
    String line = String.join(" ", arguments);
    lines.add(line);
    write("target/ship/" + arguments.get(1) + ".txt", line);
    if (arguments.get(1).equals("evidence")) {
      write("target/ship/evidence.md", "# Candidate loan-risk/2");
    }
    boolean bad = line.contains("--by");
    return line.startsWith(failing) ? 1 : bad ? 3 : 0;
  }

  private void rehearse(String from, String input, String... answers) {
    Console console = Console.plain(new PrintWriter(out), new PrintWriter(err));
    new Rehearsal(
            home,
            this::note,
            new Answers(
                List.of(answers),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                console),
            "Dana",
            console,
            CLOCK,
            ZoneOffset.UTC)
        .run(
            Pipeline.read(home.resolve("azure-pipelines.yml")),
            Optional.of(from).filter(stage -> !stage.isEmpty()));
  }

  private void change(String file, String what, String with) throws IOException {
    String text = Files.readString(home.resolve(file));
    assertThat(text).contains(what);
    Files.writeString(home.resolve(file), text.replace(what, with));
  }

  @Test
  void runsTheLinesOfThePipelineHereAndThenWhatHasToGoWrong() {
    rehearse("", "", "Rita");

    assertThat(lines)
        .filteredOn(line -> !line.startsWith("ship tools"))
        .containsExactly(
            "ship verify --target compose",
            "ship images --target compose --environment dev",
            "ship train --target compose --environment dev",
            "ship evidence --target compose",
            "ship approve --target compose --environment dev",
            "ship deploy --target compose --environment dev",
            "ship smoke --target compose --environment dev",
            "ship deploy --target compose --environment test",
            "ship smoke --target compose --environment test",
            "ship canary --target compose --environment prod",
            "ship promote --target compose --environment prod",
            "ship smoke --target compose --environment prod",
            "ship train --target compose --environment dev --set learner.trees=1 --set learner.depth=1",
            "ship approve --target compose --environment dev --by Somebody Else",
            "ship rollback --target compose --environment prod",
            "ship smoke --target compose --environment prod");
    assertThat(out.toString())
        .contains("# Candidate loan-risk/2", "STAGE", "DeployProd", "refused, as it had to be");
    assertThat(home.resolve("target/rehearsal/approved/approve.txt")).exists();
  }

  @Test
  void runsAStepThatSomebodyAdds() throws IOException {
    change(
        ".azure-pipelines/train.yml",
        "    - template: keep.yml",
        "    - script: ./surety ship smoke --target aks --environment test\n    - template: keep.yml");

    rehearse("", "", "Rita");

    assertThat(lines)
        .containsSubsequence(
            "ship evidence --target compose",
            "ship smoke --target compose --environment test",
            "ship approve --target compose --environment dev");
  }

  @Test
  void runsStagesInTheOrderOfTheFile() throws IOException {
    change(
        "azure-pipelines.yml",
        "    environment: test\n    after: DeployDev",
        "    environment: prod\n    after: DeployDev");
    change(
        "azure-pipelines.yml",
        """
            environment: prod
            after: DeployTest
            artifact: deployed-test
            agents: $(SURETY_AGENTS_PROD)
            canary: true
        """,
        """
            environment: test
            after: DeployTest
            artifact: deployed-prod
            agents: $(SURETY_AGENTS_TEST)
        """);

    rehearse("", "", "Rita");

    assertThat(lines)
        .containsSubsequence(
            "ship deploy --target compose --environment prod",
            "ship deploy --target compose --environment test")
        .noneMatch(line -> line.startsWith("ship canary"));
  }

  @Test
  void failsOnAStepThatItDoesNotKnowAndStillSaysWhatTookHowLong() throws IOException {
    change(
        ".azure-pipelines/images.yml",
        "    - template: keep.yml",
        "    - task: Docker@2\n      displayName: Push\n    - template: keep.yml");

    assertThatThrownBy(() -> rehearse("", "", "Rita"))
        .hasMessageContaining("does not know what the step 'Push' does");
    assertThat(lines).noneMatch(line -> line.startsWith("ship train"));
    assertThat(out.toString()).containsPattern("Images +10:00:00 +0.0 +failed +Push");
  }

  @Test
  void failsOnALineThatIsNoLineOfSurety() throws IOException {
    change(".azure-pipelines/verify.yml", "./surety ship verify --target aks", "make test");

    assertThatThrownBy(() -> rehearse("", "", "Rita"))
        .hasMessageContaining("is not one line of ./surety");
  }

  @Test
  void failsWhenAStageLeavesNothing() throws IOException {
    change(
        ".azure-pipelines/keep.yml",
        "$(Build.SourcesDirectory)/target/ship",
        "$(Build.SourcesDirectory)/target/nothing");

    assertThatThrownBy(() -> rehearse("", "", "Rita"))
        .hasMessageContaining("The artifact verified would be empty");
  }

  @Test
  void failsWhenAStageTakesWhatNobodyLeft() throws IOException {
    change(".azure-pipelines/train.yml", "artifact: images", "artifact: pictures");

    assertThatThrownBy(() -> rehearse("", "", "Rita"))
        .hasMessageContaining("No stage has published the artifact pictures yet");
  }

  @Test
  void showsTheResultsOfTestsThatFailedAndKeepsNothingOfTheirStage() {
    failing = "ship verify";

    assertThatThrownBy(() -> rehearse("", "", "Rita")).hasMessageContaining("exit code 1");
    assertThat(out.toString())
        .containsPattern("failed +./surety ship verify --target aks")
        .containsPattern("done +Test results");
    assertThat(home.resolve("target/rehearsal/verified")).doesNotExist();
    assertThat(lines).containsExactly("ship verify --target compose");
  }

  @Test
  void takesACanaryAwayThatFails() {
    failing = "ship canary";

    assertThatThrownBy(() -> rehearse("", "", "Rita")).hasMessageContaining("ship canary");
    assertThat(lines)
        .endsWith("ship withdraw --target compose --environment prod")
        .doesNotContain("ship promote --target compose --environment prod");
  }

  @Test
  void asksSomebodyElseThanWhoStartedIt() {
    rehearse("", "dana\nRita\n".repeat(5));

    assertThat(err.toString())
        .contains("Who approves surety-model-approval?", "Dana started this rehearsal");
  }

  @Test
  void goesNoFurtherWhenNobodyElseAnswers() {
    assertThatThrownBy(() -> rehearse("", "", "DANA"))
        .hasMessageContaining("Nobody answered the question 'Who approves surety-model-approval?'");
    assertThat(lines).noneMatch(line -> line.startsWith("ship approve"));
  }

  @Test
  void refusesToGoOnWhenTheBadModelIsApproved() throws IOException {
    Files.delete(home.resolve("azure-pipelines.yml"));
    Files.writeString(
        home.resolve("azure-pipelines.yml"), "stages:\n- template: .azure-pipelines/verify.yml\n");
    failing = "ship approve";

    assertThatThrownBy(() -> rehearse("", "", "Rita"))
        .hasMessageContaining("had to be refused by a gate");
  }

  @Test
  void beginsWhereItIsTold() {
    rehearse("", "", "Rita");
    lines.clear();

    rehearse("deployprod", "", "Rita");

    assertThat(lines).contains("ship canary --target compose --environment prod");
    assertThat(lines).noneMatch(line -> line.startsWith("ship verify"));
    assertThatThrownBy(() -> rehearse("Nowhere", "", "Rita"))
        .hasMessageContaining("The pipeline has no stage Nowhere; it has Verify, Images");
  }
}
