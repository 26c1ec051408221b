package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.registry.Alias;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionRefused;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.Signature;
import io.surety.registry.Substitute;
import io.surety.testing.Seed;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is decided in whatever order, nobody is answered by a version that was taken out. */
class StandInPropertyIT {

  private static final int VERSIONS = 5;
  private static final int DECISIONS = 300;
  private static final List<Alias> ALIASES = List.of(Alias.CHAMPION, Alias.CANARY);

  @Test
  void noBrokenVersionAnswersForAnother() {
    Seed seed = Seed.of("StandInPropertyIT");
    Random random = seed.random();
    try (TestWatch test = TestWatch.create()) {
      List<ModelVersion> versions =
          Stream.generate(() -> test.registered(BreakerPolicy.DEFAULT)).limit(VERSIONS).toList();
      versions.forEach(
          each -> test.models().approve(each, TestWatch.officer("good"), Optional.empty()));
      int replaced = 0;
      for (int step = 0; step < DECISIONS; step++) {
        List<Watched> instead = instead(test);
        try {
          replaced += decide(test, versions, instead, random) ? 1 : 0;
        } catch (DecisionRefused refused) {
          assertThat(refused.getMessage()).endsWith(".");
        }
        check(test, seed);
      }
      assertThat(replaced).as("fallbacks that were taken out, %s", seed).isGreaterThan(5);
    }
  }

  private static List<Watched> instead(TestWatch test) {
    return new WatchedVersions(test.watcher())
        .all().stream().filter(each -> each.insteadOf().isPresent()).toList();
  }

  /** Whether a fallback was taken out. */
  private static boolean decide(
      TestWatch test, List<ModelVersion> versions, List<Watched> instead, Random random) {
    ModelVersion any = versions.get(random.nextInt(VERSIONS));
    Alias alias = ALIASES.get(random.nextInt(ALIASES.size()));
    switch (random.nextInt(10)) {
      case 0, 1 -> test.models().promote(any, alias, TestWatch.officer("better"));
      case 2 -> test.models().rollback(any.name(), alias, TestWatch.officer("worse"));
      case 3 ->
          test.breakers()
              .open(
                  any,
                  alias,
                  new Substitute.Version(1 + random.nextInt(VERSIONS), Optional.empty()),
                  TestWatch.officer("drift"),
                  Optional.empty());
      case 4, 5 -> {
        if (instead.isEmpty()) {
          new PostgresBreakers(test.watcher())
              .open(any, alias, Substitute.standby(), program(), Optional.empty());
          return false;
        }
        Watched fallback = instead.get(random.nextInt(instead.size()));
        new PostgresBreakers(test.watcher())
            .open(
                fallback.version(),
                fallback.alias(),
                Substitute.standby(),
                program(),
                Optional.of("{}"));
        assertThat(test.breakers().find(fallback.version(), fallback.alias()).state())
            .isEqualTo(BreakerState.OPEN);
        return true;
      }
      case 6, 7, 8 ->
          test.breakers().close(any, alias, TestWatch.officer("fine"), Optional.empty());
      default ->
          test.breakers()
              .halfOpen(
                  any, alias, Substitute.standby(), TestWatch.officer("look"), Optional.empty());
    }
    return false;
  }

  private static Signature program() {
    return Signature.automatic("a program", "drift");
  }

  private static void check(TestWatch test, Seed seed) {
    List<Breaker> all = test.breakers().all();
    List<ModelVersion> broken =
        all.stream()
            .filter(each -> each.state() != BreakerState.CLOSED)
            .map(Breaker::version)
            .toList();
    for (Breaker each : all) {
      if (each.served()) {
        each.fallback()
            .ifPresent(fallback ->
                assertThat(broken).as("who answers, %s", seed).doesNotContain(fallback));
      }
    }
    List<Watched> watched = new WatchedVersions(test.watcher()).all();
    assertThat(watched).extracting(Watched::version).as("%s", seed).containsAll(answering(all));
    assertThat(watched)
        .filteredOn(each -> each.insteadOf().isPresent())
        .as("watched once, %s", seed)
        .extracting(Watched::version)
        .doesNotHaveDuplicates();
  }

  private static List<ModelVersion> answering(List<Breaker> all) {
    return all.stream().filter(Breaker::served).flatMap(each -> each.fallback().stream()).toList();
  }
}
