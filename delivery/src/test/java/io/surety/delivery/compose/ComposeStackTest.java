package io.surety.delivery.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.delivery.freight.Export;
import io.surety.delivery.freight.Images;
import io.surety.delivery.stages.Environment;
import io.surety.delivery.tools.NotedLines;
import io.surety.terminal.CommandFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeStackTest {

  private static final Images IMAGES = new Images("0123456789ab", "", List.of());
  private static final Export EXPORT =
      new Export("loan-risk/2", "export.zip", "ab".repeat(32), Optional.empty());
  private static final Path FILE = Path.of("/somewhere/export.zip");

  private final NotedLines lines = new NotedLines();
  private final ComposeStack stack = new ComposeStack(lines);

  @Test
  void replacesOneServiceAtATimeWhileTheOtherGetsEverything() {
    stack.deploy(Environment.PROD, IMAGES, EXPORT, FILE);
    assertThat(shortened())
        .containsSubsequence(
            "docker tag surety-prediction-service:prod-now surety-prediction-service:prod-before",
            "docker tag surety-prediction-service:0123456789ab surety-prediction-service:prod-now",
            "run --rm --volume /somewhere/export.zip:/exports/model.zip:ro admission admit /exports/model.zip --sha256 "
                + EXPORT.sha256()
                + " --promote champion",
            "weights prediction-2=1",
            "up --detach --no-build --no-deps prediction-1",
            "weights prediction-1=1",
            "up --detach --no-build --no-deps prediction-2",
            "weights prediction-1=1 prediction-2=1",
            "up --detach --no-build --no-deps watch",
            "run --rm --no-deps smoke --scores http://front-door:8080 --features http://feature-service:8081 --expect-version 2");
  }

  @Test
  void beginsAnEnvironmentWhereNothingServesYet() {
    lines.answering("ps --quiet", "").answering("inspect --format '{{.State.Health", "healthy");
    stack.deploy(Environment.TEST, IMAGES, EXPORT, FILE);
    assertThat(shortened())
        .contains(
            "up --detach --no-build first-model feature-service prediction-1 prediction-2 front-door watch");
  }

  @Test
  void givesACanaryItsShareOnlyWhenItAnswersRight() {
    stack.canary(Environment.PROD, IMAGES, EXPORT, FILE);
    assertThat(shortened())
        .containsSubsequence(
            "run --rm --volume /somewhere/export.zip:/exports/model.zip:ro admission admit /exports/model.zip --sha256 "
                + EXPORT.sha256()
                + " --promote canary",
            "up --detach --no-build --no-deps prediction-canary",
            "run --rm --no-deps smoke --scores http://prediction-canary:8080 --expect-version 2",
            "weights prediction-1=90 prediction-2=90 prediction-canary=20",
            "run --rm --no-deps smoke --scores http://prediction-canary:8080 --expect-version 2")
        .doesNotContain("up --detach --no-build --no-deps prediction-1");
  }

  @Test
  void sendsNobodyToACanaryThatIsTakenAway() {
    stack.withdraw(Environment.PROD);
    assertThat(shortened())
        .containsSubsequence(
            "weights prediction-1=1 prediction-2=1",
            "rm --stop --force prediction-canary",
            "run --rm --no-deps approval withdraw canary '--reason=The canary was taken away.' --by=delivery");
  }

  @Test
  void goesBackToTheImagesFromBefore() {
    stack.rollback(Environment.PROD);
    assertThat(shortened())
        .containsSubsequence(
            "docker tag surety-prediction-service:prod-before surety-prediction-service:prod-now",
            "up --detach --no-build --no-deps prediction-1",
            "up --detach --no-build --no-deps prediction-2",
            "up --detach --no-build --no-deps watch");
  }

  @Test
  void refusesToGoBackWhereNothingWasDeployedBefore() {
    lines.answering("images --quiet", "");
    assertThatExceptionOfType(CommandFailed.class)
        .isThrownBy(() -> stack.rollback(Environment.PROD))
        .withMessageContaining("there is nothing to go back to");
  }

  @Test
  void keepsEnvironmentsApartByProjectAndPorts() {
    assertThat(ComposeProject.now(Environment.DEV).line("ps").toString())
        .contains("--project-name surety-dev");
    assertThat(ComposeProject.now(Environment.DEV).line("ps").environment())
        .containsEntry("TAG", "dev-now")
        .containsEntry("SCORES_PORT", "18080");
    assertThat(ComposeProject.now(Environment.PROD).line("ps").environment())
        .containsEntry("SCORES_PORT", "38080")
        .containsEntry("FEATURES_PORT", "38081");
  }

  /** The lines without what all have in common. */
  private List<String> shortened() {
    return lines.lines().stream()
        .map(line ->
            line.replaceFirst(".*--project-name surety-(dev|test|prod) ", "")
                .replaceFirst(
                    "exec -T front-door sh -c 'printf '\\\\''%s\\\\n'\\\\'' (.*?) > .*",
                    "weights $1"))
        .toList();
  }
}
