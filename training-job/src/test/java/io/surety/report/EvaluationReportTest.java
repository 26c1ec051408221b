package io.surety.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputType;
import io.surety.evaluation.EvaluationInput;
import io.surety.evaluation.InputColumn;
import io.surety.evaluation.ScoredLoans;
import io.surety.evaluation.SyntheticBook;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  private static final double NONE = Double.NaN;

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
            "importance",
            "push-avg_amount_loans_previous",
            "push-nb_previous_loans",
            "push-age");
    assertThat(matches(PAGE, "<svg ")).hasSize(12);
    List<String> ids = matches(PAGE, "\\bid=['\"]([^'\"]+)['\"]");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(matches(PAGE, "url\\(#([^)]+)\\)"));
  }

  @Test
  void letsThePageChooseColoursAndFonts() {
    assertThat(PAGE).contains("var(--model,rgb(0,114,178))", "font-family: inherit");
    assertThat(matches(PAGE, "(font-family: (?!inherit)[^;]+);")).isEmpty();
    assertThat(PAGE).doesNotContain("rgb(255,255,255)");
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
  void showsEveryDotOfAnInputAndItsMissingValuesApart() {
    EvaluationInput input =
        explained(
            column(
                "limit", InputType.REAL, new double[] {10, 20, 30, NONE, NONE}, 0.5, -1, 0, 2, 2));
    String figure = figure(TestReport.of(input), "push-limit");

    assertThat(matches(figure, "[0-9]h0")).hasSize(5);
    assertThat(figure)
        .contains(">missing</text>", "var(--bad,", "var(--model,")
        .contains(
            "Pushes the risk up most at 10 (+0.50 on average) and down most at 20 (\u22121.00);"
                + " a missing value adds +2.00.");
  }

  @Test
  void namesTheKindsOfAFlag() {
    String page =
        TestReport.of(
            explained(
                column("car", InputType.FLAG, new double[] {0, 1, 1, 0}, 0.1, -0.3, -0.3, 0)));

    assertThat(figure(page, "push-car"))
        .contains(">no</text>", ">yes</text>")
        .contains("On average \u201cno\u201d adds +0.05, \u201cyes\u201d adds \u22120.30.")
        .doesNotContain(">missing</text>");
  }

  @Test
  void putsTheMostImportantInputFirst() {
    double[] value = {1, 2};
    String page =
        TestReport.of(
            explained(
                column("small", InputType.INTEGER, value, 0.1, 0.1),
                column("large", InputType.INTEGER, value, 0.5, -0.25)));

    assertThat(matches(page, "<figure id=\"figure-push-([^\"]+)\""))
        .containsExactly("large", "small");
    assertThat(figure(page, "importance"))
        .contains("large moves it most, 3.8 times as far as small.");
  }

  @Test
  void saysWhatIsOddAboutAnInput() throws Exception {
    double[] value = {7, 7, 7};
    double[] missing = {NONE, NONE, NONE};
    double[] endless = {1 / 0.0, 1 / 0.0, -1 / 0.0};
    String page =
        TestReport.of(
            explained(
                column("idle", InputType.INTEGER, new double[] {1, 2, 3}, 0, 0, 0),
                column("constant", InputType.REAL, value, 0.25, 0.25, 0.25),
                column("absent", InputType.FLAG, missing, -0.5, -0.5, -0.5),
                column("leaf", InputType.REAL, missing, 0, 0, 0),
                new InputColumn("endless", InputType.REAL, value, endless, value)));

    assertWellFormed(page);
    assertThat(page).doesNotContain("NaN", "Infinity", ">null<");
    assertThat(figure(page, "push-endless")).contains("No loan has a value that could be shown.");
    assertThat(figure(page, "push-idle")).contains("The model makes no use of it");
    assertThat(figure(page, "push-leaf")).contains("The model makes no use of it");
    assertThat(figure(page, "push-constant")).contains("Every value lies at 7, which adds +0.25");
    assertThat(figure(page, "push-absent"))
        .contains("Missing in every loan, which adds \u22120.50 on average.");
  }

  @Test
  void spellsSmallValuesWithTheDigitsThatCount() {
    String page =
        TestReport.of(
            explained(column("share", InputType.REAL, new double[] {0.00123, 0.0045}, 0.1, -0.1)));

    assertThat(figure(page, "push-share"))
        .contains("up most at 0.00123 (+0.10 on average) and down most at 0.00450 (\u22120.10)");
  }

  @Test
  void isDrawnForAForestOfOneLeafAndForOneInput() throws Exception {
    String page =
        TestReport.of(explained(column("only", InputType.REAL, new double[] {1, 2}, 0, 0)));

    assertWellFormed(page);
    assertThat(figure(page, "importance")).contains("0.000");
  }

  @Test
  void showsNoPushesWithoutTestLoans() throws Exception {
    String page = TestReport.of(explained(column("only", InputType.REAL, new double[0])));

    assertWellFormed(page);
    assertThat(page).doesNotContain("figure-push-", "NaN");
  }

  @Test
  void standsValuesFarOutAtTheEndOfTheScale() {
    double[] value = new Random(5).doubles(1_000, 0, 100).toArray();
    value[500] = 1e9;
    String page = TestReport.of(explained(column("amount", InputType.REAL, value, value)));

    assertThat(figure(page, "push-amount"))
        .containsPattern("The few values above 9[0-9](\\.[0-9])? stand at the end of the scale")
        .contains(">100</text>")
        .doesNotContain(">200</text>");
  }

  @Test
  void staysSmallWithManyLoansAndInputs() {
    Random random = new Random(6);
    List<InputColumn> columns = new ArrayList<>();
    for (int input = 0; input < 40; input++) {
      double[] value = random.doubles(5_000, -100, 100).toArray();
      columns.add(column("input_" + input, InputType.REAL, value, value));
    }
    assertThat(TestReport.of(explained(columns.toArray(InputColumn[]::new))).length())
        .isLessThan(700_000);
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

  private static String figure(String page, String id) {
    int from = page.indexOf("<figure id=\"figure-" + id + "\"");
    assertThat(from).as(id).isPositive();
    return page.substring(from, page.indexOf("</figure>", from));
  }

  private static InputColumn column(
      String name, InputType type, double[] value, double... contribution) {
    return new InputColumn(name, type, value, value, contribution);
  }

  private static EvaluationInput explained(InputColumn... columns) {
    int loans = columns[0].test().length;
    return loans(loans, loans / 2, 0.1, 0.2, columns);
  }

  private static EvaluationInput loans(
      int loans, int bad, double low, double high, InputColumn... columns) {
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
        List.of(columns),
        Map.of(),
        1,
        50);
  }
}
