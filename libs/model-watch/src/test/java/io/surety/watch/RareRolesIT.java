package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.predictionlog.AnswerRole;
import io.surety.registry.ModelVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Few answers in a role are found without walking those of the champion. */
class RareRolesIT {

  private static final int DAYS = 3;
  private static final int CHAMPIONS_A_DAY = 10_000;
  private static final int RARE = 5;
  private static final int MOST = 10_000;

  private static final String INDEX = "model_name_model_version_role";
  private static Instant now = Instant.EPOCH;
  private static final Pattern BLOCKS =
      Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");
  private static final ModelVersion CHAMPION = new ModelVersion(TestWatch.MODEL, 3);
  private static final ModelVersion OTHER = new ModelVersion(TestWatch.MODEL, 4);

  private static TestWatch test;

  @BeforeAll
  static void answer() {
    test = TestWatch.create();
    now = Instant.now();
    SimulatedLoans loans = SimulatedLoans.shifted(1);
    for (int day = 0; day < DAYS; day++) {
      Instant at = now.minus(Duration.ofDays(day)).minusSeconds(60);
      test.answer(CHAMPION, AnswerRole.CHAMPION, loans, CHAMPIONS_A_DAY, at);
      for (AnswerRole role : List.of(AnswerRole.CHALLENGER, AnswerRole.PROBE, AnswerRole.CANARY)) {
        test.answer(OTHER, role, loans, RARE, at);
      }
    }
    test.asOwner().sql("ANALYZE prediction_log.prediction").update();
  }

  @AfterAll
  static void drop() {
    test.close();
  }

  /** As the statement is planned for one execution, and for all of them once it is prepared. */
  @ParameterizedTest
  @CsvSource({
    "CHALLENGER, force_custom_plan", "CHALLENGER, force_generic_plan",
    "PROBE, force_custom_plan", "PROBE, force_generic_plan",
    "CANARY, force_custom_plan", "CANARY, force_generic_plan",
    "FALLBACK, force_custom_plan", "FALLBACK, force_generic_plan",
    "NAMED, force_custom_plan", "NAMED, force_generic_plan"
  })
  void findsWhatIsRareByItsOwnIndex(AnswerRole role, String planned) throws SQLException {
    String plan = plan(OTHER, List.of(role), planned);

    assertThat(plan).contains(INDEX).doesNotContain("Seq Scan", "_pkey");
    assertThat(blocks(plan)).as(plan).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
  void findsTheChampionsByTheirIdsAsBefore(String planned) throws SQLException {
    assertThat(plan(CHAMPION, List.of(AnswerRole.CHAMPION), planned))
        .contains("_pkey")
        .doesNotContain(INDEX);
  }

  /** What answers as a canary may answer in the place of another as well. */
  @ParameterizedTest
  @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
  void findsTwoRareRolesByTheSameIndex(String planned) throws SQLException {
    String plan = plan(OTHER, List.of(AnswerRole.CANARY, AnswerRole.FALLBACK), planned);

    assertThat(plan).contains(INDEX).doesNotContain("Seq Scan", "_pkey");
    assertThat(blocks(plan)).as(plan).isLessThan(100);
  }

  @Test
  void readsTheSameByAnyIndex() {
    for (AnswerRole role : List.of(AnswerRole.CHALLENGER, AnswerRole.PROBE, AnswerRole.CANARY)) {
      assertThat(
              new LogReader(test.watcher())
                  .answers(OTHER, List.of(role), now.minus(Duration.ofDays(DAYS)), now, MOST))
          .hasSize(DAYS * RARE);
    }
  }

  @Test
  void indexesNoChampionAndNoBatch() {
    assertThat(
            test.asOwner()
                .sql(
                    """
                    SELECT sum(entries.reltuples)::bigint
                    FROM pg_inherits
                    JOIN pg_class entries ON entries.oid = inhrelid
                    WHERE inhparent = 'prediction_log.prediction_of_rare_role'::regclass
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(3 * DAYS * RARE);
  }

  /** How the watch's statement is done. */
  private static String plan(ModelVersion version, List<AnswerRole> roles, String planned)
      throws SQLException {
    String prepared =
        LogReader.answersIn(roles)
            .replace(":model", "$1")
            .replace(":version", "$2")
            .replace(":from", "$3")
            .replace(":until", "$4")
            .replace(":most", "$5");
    try (Connection connection = test.watcher().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET plan_cache_mode = " + planned);
      statement.execute(
          "PREPARE answers (text, int, timestamptz, timestamptz, int) AS " + prepared);
      List<String> lines = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "EXPLAIN (ANALYZE, BUFFERS) EXECUTE answers ('%s', %d, '%s', '%s', %d)"
                  .formatted(
                      version.name(),
                      version.number(),
                      now.minus(Duration.ofDays(DAYS)),
                      now,
                      MOST))) {
        while (row.next()) {
          lines.add(row.getString(1));
        }
      }
      return String.join("\n", lines);
    }
  }

  /** Of the whole plan, which its first line of them counts. */
  private static int blocks(String plan) {
    Matcher first = BLOCKS.matcher(plan);
    assertThat(first.find()).as(plan).isTrue();
    return number(first.group(1)) + number(first.group(2));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
