package io.surety.benchmarks.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.benchmarks.load.LoadOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedTest {

  private static final Round.Cpu NO_CPU = new Round.Cpu(0, 0, 0, 0);

  @Test
  void meetsARatioThatIsReached() {
    Findings found =
        findings(Map.of(Targets.SCORE, seen(80, 90, 70), Targets.ECHO, seen(100, 100, 100)));

    assertThat(row(found, "/score without reasons"))
        .containsExactly(
            "/score without reasons, of its echo", "≥ 80 %", "80.0 %", "0.70 to 0.90", "met");
  }

  @Test
  void missesARatioThatIsNot() {
    Findings found = findings(Map.of(Targets.SCORE, seen(79), Targets.ECHO, seen(100)));

    assertThat(row(found, "/score without reasons")).endsWith("MISSED");
  }

  @Test
  void neverPassesWhatWasNotMeasured() {
    Findings found =
        new Findings(
            Map.of(Targets.ECHO, seen(100)),
            Map.of(),
            Map.of(Targets.REASONS, "its answer has no reasons"),
            Map.of());

    assertThat(row(found, "/score with reasons"))
        .contains("–")
        .endsWith("not measured: its answer has no reasons");
    assertThat(Asked.table(found).rows())
        .allSatisfy(row -> assertThat(row.getLast()).startsWith("not measured"));
  }

  @Test
  void comparesTheTailOfTheOpenLoopWithTenMilliseconds() {
    Findings found =
        new Findings(
            Map.of(),
            Map.of(Targets.USER, new Seen("x", 1, List.of(new Round(outcome(1, 9_990), NO_CPU)))),
            Map.of(),
            Map.of());

    assertThat(row(found, "p99")).contains("9.99 ms").endsWith("met");
  }

  @Test
  void comparesMemoryWithWhatAServiceMayHold() {
    Findings found =
        new Findings(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("prediction-service", new Findings.Memory(251L << 20, 260L << 20)));

    assertThat(row(found, "memory")).contains("251 MB").endsWith("MISSED");
  }

  private static List<String> row(Findings findings, String beginning) {
    return Asked.table(findings).rows().stream()
        .filter(row -> row.getFirst().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static Findings findings(Map<String, Seen> closed) {
    return new Findings(closed, Map.of(), Map.of(), Map.of());
  }

  private static Seen seen(long... perSecond) {
    return new Seen(
        "x",
        1,
        Arrays.stream(perSecond).mapToObj(rate -> new Round(outcome(rate, 1), NO_CPU)).toList());
  }

  private static LoadOutcome outcome(long answers, double p99) {
    return new LoadOutcome(answers, 1, answers, 0, 0, 0, 0, p99, p99, p99);
  }
}
