package io.surety.delivery.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.delivery.Headings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That docs/operations/ says what infra/ does. */
class OperationsTest {

  private static final Path PAGES = Path.of("..", "docs", "operations");

  private final Infrastructure infra = Infrastructure.ofTheRepository();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sizing",
        "availability",
        "disaster-recovery",
        "scaling",
        "security",
        "runbooks",
        "runbooks-of-models",
        "nights",
        "game-days"
      })
  void saysEachThingOnOnePageWithFigures(String page) throws IOException {
    String text = Files.readString(PAGES.resolve(page + ".md"));
    assertThat(text.split("\\s+", -1)).as("words, for one page").hasSizeBetween(300, 1_000);
    assertThat(text).containsPattern("\\d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "prod"})
  void costsWhatTheBudgetsOfTheEnvironmentsAllow(String environment) throws IOException {
    int column = 2 + Infrastructure.ENVIRONMENTS.indexOf(environment) + 1;
    int budget =
        Integer.parseInt(infra.values(environment).settings().getOrDefault("monthly_budget", ""));
    assertThat(cell("| budget (`monthly_budget`)", column)).isEqualTo(budget);
    assertThat(cell("| **together**", column))
        .as("a usual month, which nobody is told about: below 80 %% of %d", budget)
        .isLessThan(budget * 8 / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "prod"})
  void addsUpWhatAMonthCosts(String environment) throws IOException {
    int column = 2 + Infrastructure.ENVIRONMENTS.indexOf(environment) + 1;
    List<String> lines = TerraformFile.lines(PAGES.resolve("sizing.md"));
    int first = lines.indexOf("| | unit price assumed | dev | test | prod |") + 2;
    int sum = 0;
    for (String line : lines.subList(first, lines.size())) {
      if (line.startsWith("| **together**")) {
        break;
      }
      sum += number(line, column);
    }
    assertThat(cell("| **together**", column)).isEqualTo(sum);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "prod"})
  void namesTheDatabaseOfEachEnvironment(String environment) throws IOException {
    String size =
        infra
            .values(environment)
            .settings()
            .getOrDefault("database_sku", "")
            .replaceAll("\"|(B|GP)_Standard_|_v5", "");
    assertThat(Files.readString(PAGES.resolve("sizing.md"))).contains('`' + size);
  }

  @Test
  void hasARunbookForEveryAlert() throws IOException {
    String runbooks =
        (Files.readString(PAGES.resolve("runbooks.md"))
                + Files.readString(PAGES.resolve("runbooks-of-models.md"))
                + Files.readString(PAGES.resolve("nights.md")))
            .toLowerCase(Locale.ROOT);
    String alerts = Files.readString(infra.folder().resolve("alerts.yaml"));
    List<MatchResult> named =
        Pattern.compile("unbook \"([^\"]+)\"").matcher(alerts).results().toList();
    assertThat(named).hasSizeGreaterThanOrEqualTo(4);
    for (MatchResult runbook : named) {
      assertThat(runbooks).contains("\n## " + runbook.group(1).toLowerCase(Locale.ROOT) + "\n");
    }
  }

  @Test
  void linksOnlyToWhatIsThere() throws IOException {
    List<String> dead = new ArrayList<>();
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        Pattern.compile("]\\(([^)\\s]+)\\)")
            .matcher(Files.readString(page))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.contains("://"))
            .filter(link -> !Headings.leadsSomewhere(page, link))
            .forEach(link -> dead.add(page.getFileName() + ": " + link));
      }
    }
    assertThat(dead).isEmpty();
  }

  private static int cell(String start, int column) throws IOException {
    return Files.readAllLines(PAGES.resolve("sizing.md")).stream()
        .filter(line -> line.startsWith(start))
        .mapToInt(line -> number(line, column))
        .findFirst()
        .orElseThrow();
  }

  private static int number(String line, int column) {
    return Integer.parseInt(line.split("\\|", -1)[column].replaceAll("[^0-9]", ""));
  }
}
