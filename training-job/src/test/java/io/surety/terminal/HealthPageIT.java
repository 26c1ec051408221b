package io.surety.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.predictionlog.AnswerRole;
import io.surety.terminal.SimulatedService.Stretch;
import io.surety.testing.TestDatabase;
import io.surety.watch.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Twelve weeks of a served model: its applicants grow older, loans go bad more often, the watch
 * opens its breaker, a person closes it, and the watch opens it again.
 */
class HealthPageIT {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int DAYS = 80;
  private static final int OLDER_FROM = 62;
  private static final int WORSE_FROM = 28;
  private static final int A_DAY = 1_200;
  private static final Duration KNOWN_AFTER = Duration.ofDays(21);
  private static final String PAGE = "SURETY_TEST_HEALTH_PAGE";
  private static Instant started = Instant.EPOCH;
  private static Instant now = Instant.EPOCH;
  private static Instant first = Instant.EPOCH;

  @TempDir private static Path folder;

  private static TestDatabase database;
  private static JdbcClient client;
  private static TestPerson owner;
  private static TestPerson approver;
  private static TestPerson watcher;

  @BeforeAll
  static void begin() throws SQLException {
    started = Instant.now();
    LocalDate today = LocalDate.ofInstant(started, ZoneOffset.UTC);
    now = today.minusDays(1).atTime(9, 30).toInstant(ZoneOffset.UTC);
    first = today.minusDays(DAYS).atStartOfDay(ZoneOffset.UTC).toInstant();
    database = TestDatabase.create();
    client = JdbcClient.create(database.owner());
    Map<String, String> environment =
        new HashMap<>(TestPerson.of(database, database.user(), database.password()).environment());
    environment.put("SURETY_USERS", "8000");
    owner = new TestPerson(database.jdbcUrl(), environment);
    owner.types("migrate").endsWith(ExitCode.DONE);
    approver = login("page_approver", "surety_approver");
    watcher = login("page_watcher", "surety_watcher");
    owner.types("begin").endsWith(ExitCode.DONE);
    owner.types("train", "--set", "learner.trees=60").says("registered");
    for (int version = 1; version <= 2; version++) {
      approver.decides("approve", "loan-risk/" + version, "--override").endsWith(ExitCode.DONE);
      approver
          .decides("promote", "loan-risk/" + version, "--to", "champion")
          .endsWith(ExitCode.DONE);
      decidedAt(first.plus(DAY.multipliedBy(version * 9L - 9)));
    }
    simulate();
  }

  private static TestPerson login(String name, String group) {
    client.sql("CREATE ROLE " + name + " LOGIN PASSWORD 'secret' IN ROLE " + group).update();
    return TestPerson.of(database, name, "secret");
  }

  /** The database writes the time of decisions itself, so the past is made afterwards. */
  private static void decidedAt(Instant at) {
    client.sql("ALTER TABLE registry.decision DISABLE TRIGGER USER").update();
    client
        .sql(
            """
            UPDATE registry.decision SET decided_at = CAST(:at AS timestamptz) + decision_id * INTERVAL '1 millisecond'
            WHERE decided_at > CAST(:now AS timestamptz)
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("now", started.atOffset(ZoneOffset.UTC))
        .update();
    client.sql("ALTER TABLE registry.decision ENABLE TRIGGER USER").update();
  }

  private static void simulate() throws SQLException {
    SimulatedNights nights = new SimulatedNights(first, DAYS);
    nights.record(client);
    SimulatedService service =
        new SimulatedService(
            database.owner(),
            Map.of(
                1, SimulatedService.bundle(database.owner(), 1),
                2, SimulatedService.bundle(database.owner(), 2)),
            nights);
    MovedClock clock = new MovedClock();
    Evaluator evaluator =
        new Evaluator(
            database.login("page_watcher", "secret"), clock, Duration.ofMinutes(1), "simulated");
    boolean open = false;
    for (int day = 0; day < DAYS; day++) {
      Instant from = first.plus(DAY.multipliedBy(day));
      boolean last = day == DAYS - 1;
      Duration length = last ? Duration.ofHours(9) : DAY;
      service.answers(
          new Stretch(
              from,
              length,
              last ? A_DAY : A_DAY - 40 * (day % 7),
              day < 9 || open ? 1 : 2,
              open ? AnswerRole.FALLBACK : AnswerRole.CHAMPION,
              Math.max(0, day - OLDER_FROM) * 0.9,
              day < WORSE_FROM ? 1 : 1.5,
              day < DAYS - 21 ? KNOWN_AFTER : null));
      clock.moved = from.plus(length).minusSeconds(1);
      open |= evaluator.look().seen().stream().anyMatch(look -> look.decision().isPresent());
      decidedAt(clock.moved);
      if (day == DAYS - 2) {
        approver.decides("breaker", "close", "loan-risk/2").endsWith(ExitCode.DONE);
        decidedAt(clock.moved);
        open = false;
      }
    }
  }

  /** Stands where it was put. */
  private static final class MovedClock extends Clock {

    private Instant moved = first;

    @Override
    public Instant instant() {
      return moved;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(moved, zone);
    }
  }

  @AfterAll
  static void drop() throws IOException {
    Optional<String> kept = Optional.ofNullable(System.getenv(PAGE));
    if (kept.isPresent() && Files.exists(folder.resolve("health.html"))) {
      Files.copy(
          folder.resolve("health.html"), Path.of(kept.get()), StandardCopyOption.REPLACE_EXISTING);
    }
    database.close();
  }

  @Test
  void writesAPageThatNeedsNothingBesideIt() throws IOException {
    Path file = folder.resolve("health.html");

    watcher
        .typesAt(now, "health", "--html", file.toString())
        .endsWith(ExitCode.GATE_NOT_PASSED)
        .says("The page is in " + file);

    String page = Files.readString(file);
    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(page)
        .as("nothing from elsewhere")
        .doesNotContain("http://", "https://", "<script", "<link", "@import")
        .doesNotContainPattern("url\\((?!#)");
    assertThat(ids(page)).as("each name once").doesNotHaveDuplicates();
    assertThat(page)
        .contains("loan-risk/2 as champion", "loan-risk/1 answers instead", "AUC, estimated")
        .contains("KS, estimated and realised", "Brier score, estimated and realised")
        .contains("population stability index of age", "shifted</b>")
        .contains("Age of features by day", "the newest loans", "Runs over time")
        .containsPattern("<i style=\"width:[0-9]{1,3}%\"></i></div></td><td>7 hours ");
    assertThat(occurrences(page, "<svg role='img' aria-label='"))
        .isEqualTo(occurrences(page, "<svg "))
        .isEqualTo(occurrences(page, "<figcaption>"));
    assertThat(page.length()).as("a page, and not a file of data").isLessThan(900_000);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private static List<String> ids(String page) {
    Matcher ids = Pattern.compile(" id=['\"]([^'\"]+)").matcher(page);
    return ids.results().map(each -> each.group(1)).toList();
  }

  private static int occurrences(String text, String of) {
    return text.split(Pattern.quote(of), -1).length - 1;
  }

  @Test
  void tellsProgramsTheSameFigures() {
    JsonNode told =
        watcher.typesAt(now, "health", "--json").endsWith(ExitCode.GATE_NOT_PASSED).json().get(0);

    assertThat(told.at("/breaker").asString()).isEqualTo("open");
    assertThat(told.at("/answered_by").asInt()).isEqualTo(1);
    assertThat(told.at("/service")).hasSizeGreaterThanOrEqualTo(4);
    JsonNode weeks = told.at("/weeks");
    assertThat(weeks).hasSize(12);
    long answers = 0;
    long known = 0;
    for (JsonNode week : weeks) {
      answers += week.at("/answers").asLong();
      known += week.at("/known").asLong();
    }
    assertThat(answers).isEqualTo(count("role = 'champion' AND model_version = 2"));
    assertThat(known)
        .isEqualTo(
            count(
                "role = 'champion' AND model_version = 2 AND prediction_id IN (SELECT prediction_id FROM prediction_log.outcome)"));
    theGapShowsThatLoansGoBadMoreOften(weeks);
    traffic(told);
    JsonNode age = input(told, "age");
    assertThat(age.at("/shifted").asBoolean()).isTrue();
    assertThat(age.at("/psi_trend")).hasSizeGreaterThan(40);
    assertThat(input(told, "flag_own_car").at("/shifted").asBoolean()).isFalse();
    assertThat(told.at("/calibration/all/predicted").asDouble())
        .isLessThan(told.at("/calibration/all/lower").asDouble());
    assertThat(Instant.parse(told.at("/freshness/newest_load").asString()))
        .isEqualTo(now.minus(Duration.ofMinutes(450)));
    assertThat(told.at("/freshness/p99_hours").asDouble()).isBetween(40.0, 72.0);
    ages(told.at("/freshness/slots"));
    work(told.at("/work"));
    assertThat(told.at("/consistency/compared").asInt()).isEqualTo(2400);
  }

  /** Loans came at 02:00 each night but for two that follow one another. */
  private static void ages(JsonNode slots) {
    JsonNode usual = slots.get(slots.size() - 20);
    assertThat(usual.at("/p50_hours").asDouble()).isBetween(11.0, 13.0);
    assertThat(usual.at("/p99_hours").asDouble()).isBetween(23.0, 24.0);
    assertThat(usual.at("/newest_load_hours").asDouble()).isEqualTo(24.0);
    double greatest = 0;
    for (JsonNode slot : slots) {
      greatest = Math.max(greatest, slot.at("/newest_load_hours").asDouble());
    }
    assertThat(greatest).as("over the nights without loans").isEqualTo(72.0);
    assertThat(slots.get(slots.size() - 1).at("/newest_load_hours").asDouble())
        .as("before the loans of the last night came")
        .isEqualTo(24.0);
  }

  private static void work(JsonNode work) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : work) {
      names.add(each.at("/name").asString());
      assertThat(each.at("/last_done/state").asString()).isEqualTo("done");
    }
    assertThat(names).containsExactly("cycle", "ingest", "consistency", "train");
    JsonNode cycles = work.get(0).at("/runs");
    Map<String, Integer> states = new HashMap<>();
    for (JsonNode cycle : cycles) {
      states.merge(cycle.at("/state").asString(), 1, Integer::sum);
    }
    assertThat(states).containsOnlyKeys("done", "failed", "broken_off");
    assertThat(states).containsEntry("failed", 1).containsEntry("broken_off", 1);
  }

  private static void theGapShowsThatLoansGoBadMoreOften(JsonNode weeks) {
    JsonNode early = weeks.get(3);
    JsonNode late = weeks.get(7);
    assertThat(early.at("/bad_rate_gap/lower").asDouble()).isLessThanOrEqualTo(0);
    assertThat(early.at("/bad_rate_gap/upper").asDouble()).isGreaterThanOrEqualTo(0);
    assertThat(late.at("/bad_rate_gap/lower").asDouble()).isGreaterThan(0);
    for (String figure : List.of("auc", "ks", "brier", "bad_rate")) {
      for (String kind : List.of("estimated", "expected", "realised")) {
        JsonNode told = late.at("/" + kind + "/" + figure);
        assertThat(told.at("/value").asDouble())
            .as("%s %s", kind, figure)
            .isBetween(told.at("/lower").asDouble(), told.at("/upper").asDouble())
            .isBetween(0.01, 0.99);
      }
      assertThat(late.at("/" + figure + "_gap/value").asDouble())
          .isCloseTo(
              late.at("/realised/" + figure + "/value").asDouble()
                  - late.at("/expected/" + figure + "/value").asDouble(),
              within(1e-12));
    }
    assertThat(late.at("/brier_gap/lower").asDouble()).as("more bad loans cost").isPositive();
  }

  private static void traffic(JsonNode told) {
    long decided = 0;
    long byFallback = 0;
    long answered = 0;
    for (JsonNode slot : told.at("/traffic/slots")) {
      decided +=
          slot.at("/approve").asLong() + slot.at("/refer").asLong() + slot.at("/decline").asLong();
      byFallback += slot.at("/by_fallback").asLong();
      answered += slot.at("/answered").asLong();
    }
    assertThat(decided)
        .isEqualTo(count("(role = 'champion' AND model_version = 2) OR role = 'fallback'"))
        .isEqualTo(answered);
    assertThat(byFallback).isEqualTo(count("role = 'fallback'")).isPositive();
  }

  private static JsonNode input(JsonNode told, String name) {
    Set<String> names = new HashSet<>();
    for (JsonNode input : told.at("/drift/inputs")) {
      names.add(input.at("/name").asString());
      if (input.at("/name").asString().equals(name)) {
        return input;
      }
    }
    throw new AssertionError("%s is not among %s".formatted(name, names));
  }

  /** In the time that is told about. */
  private static long count(String condition) {
    return client
        .sql(
            """
            SELECT count(*) FROM prediction_log.prediction
            WHERE (%s)
              AND prediction_id >= prediction_log.first_id(date_trunc('week', CAST(:now AS timestamptz), 'UTC') - INTERVAL '11 weeks')
              AND prediction_id < prediction_log.first_id(:now)
            """
                .formatted(condition))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  @Test
  void saysItInATerminalAndOfADayByTheHour() {
    watcher
        .typesAt(now, "health")
        .endsWith(ExitCode.GATE_NOT_PASSED)
        .prints("WEEK FROM", "KS ESTIMATED", "BRIER ESTIMATED", "more than luck explains")
        .prints("PROBABILITY", "DECIDED IN", "requests answered", "newest loans");
    JsonNode day =
        watcher
            .typesAt(now, "health", "--json", "--since", now.minus(DAY).toString())
            .json()
            .get(0);
    assertThat(day.at("/traffic/slot").asString()).isEqualTo("PT1H");
  }

  @Test
  void refusesATimeThatHasNotPassedAndAFileThatCannotBe() {
    watcher
        .typesAt(now, "health", "--since", now.plusSeconds(60).toString())
        .endsWith(ExitCode.WRONG_USAGE)
        .says("is not before");
    watcher.typesAt(now, "health", "--html", folder.toString()).says("it is a folder");
  }
}
