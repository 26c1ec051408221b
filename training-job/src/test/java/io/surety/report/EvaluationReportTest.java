package io.surety.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.DecisionPolicy;
import io.surety.evaluation.EvaluationInput;
import io.surety.evaluation.ScoredLoans;
import io.surety.evaluation.SyntheticBook;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class EvaluationReportTest {

  private static final String PAGE =
      TestReport.of(new SyntheticBook(31, 0.8, 2_000, 2).withChampion(100, 0.6));

  @TempDir private Path folder;

  @Test
  void standsAlone() {
    assertThat(PAGE)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("<script", "<link", "<img", "<iframe", "@import", "http:", "https:");
    assertThat(PAGE.length()).isLessThan(300_000);
  }

  @Test
  void isWellFormedEverywhere() throws Exception {
    assertWellFormed(PAGE);
  }

  @Test
  void saysTheVerdictFirstAndInPlainWords() {
    String page = TestReport.of(new SyntheticBook(32, 0, 1_000, 2).input(100));
    assertThat(page).contains("gates failed: this model should not be approved as it is");
    assertThat(page.indexOf("The model has no signal"))
        .isPositive()
        .isLessThan(page.indexOf("id=\"facts\""));
  }

  @Test
  void drawsEveryPlotUnderItsOwnNames() {
    assertThat(matches(PAGE, "<figure id=\"figure-([^\"]+)\""))
        .containsExactly(
            "roc",
            "precision-recall",
            "scores",
            "ks",
            "lift",
            "calibration",
            "approval-gender",
            "approval-age_band",
            "importance");
    assertThat(matches(PAGE, "<svg ")).hasSize(9);
    List<String> ids = matches(PAGE, "\\bid=['\"]([^'\"]+)['\"]");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(matches(PAGE, "url\\(#([^)]+)\\)"));
  }

  @Test
  void letsThePageChooseColoursAndFonts() {
    assertThat(PAGE).contains("var(--model,rgb(0,114,178))", "font-family: inherit");
    assertThat(matches(PAGE, "(font-family: (?!inherit)[^;]+);")).isEmpty();
  }

  @Test
  void escapesWhatItWasTold() {
    assertThat(PAGE)
        .contains("&lt;loans&gt; &amp; &quot;more&quot;.csv")
        .contains("&lt;/pre&gt;&lt;script&gt;alert(&#39;no&#39;)&lt;/script&gt;");
  }

  @Test
  void comparesWithTheChampionWhenThereIsOne() {
    assertThat(PAGE).contains("champion loan-risk/3, on the same loans");
    assertThat(TestReport.of(new SyntheticBook(33, 0.8, 300, 1).input(50)))
        .doesNotContain("champion loan");
  }

  @Test
  void isTheSamePageEveryTime() {
    assertThat(TestReport.of(new SyntheticBook(31, 0.8, 2_000, 2).withChampion(100, 0.6)))
        .isEqualTo(PAGE);
  }

  @Test
  void isDrawnEvenWhenThereIsLittleToDraw() throws Exception {
    for (EvaluationInput input :
        List.of(
            loans(0, 0, 0.1, 0.2),
            loans(1, 1, 0.1, 0.1),
            loans(40, 0, 0.1, 0.2),
            loans(40, 40, 0.1, 0.2),
            loans(40, 4, 0.1, 0.1),
            loans(40, 4, 0, 0),
            loans(40, 4, 1, 1),
            loans(3, 1, 0.1, 0.9))) {
      String page = TestReport.of(input);
      assertWellFormed(page);
      assertThat(page).doesNotContain("NaN", "Infinity", ">null<");
    }
  }

  @Test
  void needsNoFontOfTheMachine() throws Exception {
    Path page = folder.resolve("report.html");
    Path log = folder.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                TestReport.class.getName(),
                page.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(page).content().contains("</html>");
    assertThat(loaded(log)).anyMatch(name -> name.startsWith("io.surety.report.PlainFont"));
    assertThat(loaded(log)).noneMatch(name -> name.matches("sun\\.font\\..*FontManager"));
  }

  private static List<String> loaded(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*])*\\s*", "").split(" ", 2)[0])
        .toList();
  }

  private static void assertWellFormed(String page) throws Exception {
    String main = page.substring(page.indexOf("<main>"), page.indexOf("</main>") + 7);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(main)));
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.groupCount() > 0 ? found.group(1) : found.group())
        .toList();
  }

  private static EvaluationInput loans(int loans, int bad, double low, double high) {
    boolean[] label = new boolean[loans];
    double[] score = new double[loans];
    String[] gender = new String[loans];
    Arrays.fill(gender, "");
    for (int loan = 0; loan < loans; loan++) {
      label[loan] = loan < bad;
      score[loan] = loan % 2 == 0 ? low : high;
    }
    return new EvaluationInput(
        new ScoredLoans(
            label, score, score, LongStream.range(0, loans).toArray(), gender, new int[loans]),
        new double[0],
        0,
        null,
        new DecisionPolicy(0.15, 0.5),
        List.of(),
        Map.of(),
        1,
        50);
  }
}
