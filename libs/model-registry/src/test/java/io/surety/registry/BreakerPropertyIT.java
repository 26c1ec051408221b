package io.surety.registry;

import static io.surety.registry.TestRegistry.officer;
import static io.surety.registry.TestRegistry.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.registry.ServedModels.Answering;
import io.surety.registry.ServedModels.Served;
import io.surety.testing.Seed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Whatever is decided in whichever order, no version answers that a breaker took out of service.
 */
class BreakerPropertyIT {

  private static final int VERSIONS = 5;
  private static final int DECISIONS = 400;
  private static final List<Alias> ALIASES = List.of(Alias.CHAMPION, Alias.CANARY);

  /** Who decides and who looks, each through one connection. */
  private record Logins(
      SingleConnectionDataSource approver,
      SingleConnectionDataSource watching,
      SingleConnectionDataSource reading)
      implements AutoCloseable {

    static Logins of(TestRegistry registry) throws SQLException {
      return new Logins(
          new SingleConnectionDataSource(registry.approver().getConnection(), true),
          new SingleConnectionDataSource(registry.watcher().getConnection(), true),
          new SingleConnectionDataSource(registry.reader().getConnection(), true));
    }

    Models models() {
      return new PostgresModels(approver);
    }

    Breakers breakers() {
      return new PostgresBreakers(approver);
    }

    Breakers watcher() {
      return new PostgresBreakers(watching);
    }

    ServedModels reader() {
      return new PostgresServedModels(reading);
    }

    @Override
    public void close() {
      approver.destroy();
      watching.destroy();
      reading.destroy();
    }
  }

  @Test
  void noBrokenVersionEverAnswers() throws SQLException {
    Seed seed = Seed.of("BreakerPropertyIT");
    Random random = seed.random();
    try (TestRegistry registry = TestRegistry.create();
        Logins logins = Logins.of(registry)) {
      String model = TestRegistry.newModel();
      List<ModelVersion> versions =
          Stream.generate(() -> registry.approved(model)).limit(VERSIONS).toList();
      for (int step = 0; step < DECISIONS; step++) {
        try {
          decide(logins, versions, random);
        } catch (DecisionRefused refused) {
          assertThat(refused.getMessage()).endsWith(".");
        }
        for (Alias alias : ALIASES) {
          check(logins, model, alias, seed);
        }
      }
      assertThat(logins.breakers().history(model)).hasSizeGreaterThan(DECISIONS / 10);
    }
  }

  private static void decide(Logins logins, List<ModelVersion> versions, Random random) {
    ModelVersion any = versions.get(random.nextInt(VERSIONS));
    Alias alias = ALIASES.get(random.nextInt(ALIASES.size()));
    ModelVersion present =
        logins
            .reader()
            .answering(any.name(), alias)
            .map(answering -> answering.present().version())
            .orElse(any);
    Substitute substitute =
        switch (random.nextInt(4)) {
          case 0 -> new Substitute.Policy(PolicyAnswer.DECLINE);
          case 1 -> new Substitute.Version(1 + random.nextInt(VERSIONS), Optional.empty());
          default -> Substitute.standby();
        };
    Optional<String> figures = Optional.of("{}");
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> logins.models().promote(any, alias, officer("better"));
      case 3 -> logins.models().rollback(any.name(), alias, officer("worse"));
      case 4 -> {
        if (random.nextInt(4) == 0) {
          logins.models().withdraw(any.name(), alias, officer("over"));
        }
      }
      case 5, 6 -> logins.watcher().open(present, alias, substitute, program("drift"), figures);
      case 7 ->
          logins.breakers().halfOpen(present, alias, substitute, officer("let me see"), figures);
      case 8 -> logins.watcher().close(present, alias, program("holds"), figures);
      default -> logins.breakers().close(any, alias, officer("fine"), figures);
    }
  }

  private static void check(Logins logins, String model, Alias alias, Seed seed) {
    Optional<Answering> now = logins.reader().answering(model, alias);
    List<Tenure> timeline = logins.models().timeline(model, alias);
    if (now.isEmpty()) {
      assertThat(timeline).allMatch(tenure -> tenure.until().isPresent(), "ended, " + seed);
      return;
    }
    Answering answering = now.get();
    answering
        .fallback()
        .ifPresent(fallback ->
            assertThat(ALIASES)
                .as("%s", seed)
                .allMatch(each ->
                    logins.breakers().find(fallback.version(), each).state()
                        == BreakerState.CLOSED));
    assertThat(answering.policy().isPresent())
        .isEqualTo(answering.breaker() != BreakerState.CLOSED);
    Tenure last = timeline.getLast();
    assertThat(last.until()).as("%s", seed).isEmpty();
    assertThat(last.version()).isEqualTo(answering.present().version());
    assertThat(last.breaker()).as("%s", seed).isEqualTo(answering.breaker());
    assertThat(last.answeredBy())
        .as("%s", seed)
        .isEqualTo(answering.answers().map(Served::version));
  }
}
