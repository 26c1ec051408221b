package io.surety.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Surroundings HERE = surroundings("2");
  private static final KeptResult INGEST =
      kept("ingest", "Ingest", HERE, List.of("Medians of 5 rounds."));
  private static final KeptResult SERVE = kept("serve", "Services", HERE, List.of());

  @TempDir Path folder;

  @Test
  void writesThePageOfTheseResults() {
    assertThat(new Report(List.of(INGEST, SERVE)).markdown())
        .isEqualTo(
            """
            # Performance

            Written by `./surety bench report` from what the benchmarks found; no figure here is typed by hand.
            Compare ratios, not seconds: machines differ, and shared ones are noisy.

            ## Where and with what

            | | |
            | --- | --- |
            | Processor | a good one |
            | Cores | 2 |
            | JDK | 25 |

            ## Services

            ```
            ./surety bench serve
            ```

            Run on 2026-11-21.

            **Asked and seen**

            | what | asked | requests/s |
            | --- | --- | ---: |
            | /score | ≥ 80 % of \\| echo | 1,234 |
            | /nothing |  | – |

            ## Ingest

            ```
            ./surety bench ingest
            ```

            Run on 2026-11-21.

            **Asked and seen**

            | what | asked | requests/s |
            | --- | --- | ---: |
            | /score | ≥ 80 % of \\| echo | 1,234 |
            | /nothing |  | – |

            - Medians of 5 rounds.
            """);
  }

  @Test
  void readsBackWhatItKept() {
    Results results = new Results(folder.resolve("results"));
    results.keep(SERVE);
    results.keep(INGEST);

    assertThat(results.all()).containsExactly(INGEST, SERVE);
    assertThat(new Report(results.all()).markdown())
        .isEqualTo(new Report(List.of(SERVE, INGEST)).markdown());
  }

  @Test
  void keepsOnlyTheNewestResultOfABenchmark() {
    Results results = new Results(folder);
    results.keep(SERVE);
    KeptResult newer = kept("serve", "Services, again", HERE, List.of());
    results.keep(newer);

    assertThat(results.all()).containsExactly(newer);
  }

  @Test
  void tellsTheSurroundingsOfEachResultWhereTheyDiffer() {
    KeptResult elsewhere = kept("training", "Training", surroundings("64"), List.of());

    assertThat(new Report(List.of(INGEST, elsewhere)).markdown())
        .doesNotContain("## Where and with what")
        .containsSubsequence("## Ingest", "| Cores | 2 |", "## Training", "| Cores | 64 |");
  }

  @Test
  void knowsTheMachineItRunsOn() {
    Surroundings here = Surroundings.ofThisProcess();

    assertThat(here.machine())
        .containsEntry("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    assertThat(here.versions().values())
        .allSatisfy(version -> assertThat(version).isNotEmpty().doesNotContain("@"));
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatThrownBy(() -> new Table("Figures", List.of("a", "b"), List.of(List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Figures' has 2 columns, but a row of it has 1 cells");
  }

  @Test
  void alignsNumbersOfATerminalToTheRight() {
    Table table =
        new Table(
            "x",
            List.of("what", "n"),
            List.of(List.of("one", "9 µs"), List.of("another", "1,200 µs")));

    assertThat(table.lines())
        .containsExactly("what            n", "one          9 µs", "another  1,200 µs");
  }

  private static Surroundings surroundings(String cores) {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("Processor", "a good one");
    machine.put("Cores", cores);
    return new Surroundings(machine, Map.of("JDK", "25"));
  }

  private static KeptResult kept(
      String name, String title, Surroundings surroundings, List<String> remarks) {
    return new KeptResult(
        new Result(
            name,
            title,
            "./surety bench " + name,
            Instant.parse("2026-11-21T10:15:30Z"),
            List.of(
                new Table(
                    "Asked and seen",
                    List.of("what", "asked", "requests/s"),
                    List.of(
                        List.of("/score", "≥ 80 % of | echo", "1,234"),
                        List.of("/nothing", "", "–")))),
            remarks),
        surroundings);
  }
}
