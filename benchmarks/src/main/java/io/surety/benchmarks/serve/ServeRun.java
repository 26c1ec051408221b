package io.surety.benchmarks.serve;

import io.surety.benchmarks.load.LoadPlan;
import io.surety.benchmarks.load.LoadProcess;
import io.surety.benchmarks.load.Pace;
import io.surety.benchmarks.load.RequestPool;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Loads what there is, round by round, each round all targets by turns. */
final class ServeRun {

  /** Whose latency matters at a rate that people would run them at. */
  private static final List<String> OPEN =
      List.of(Targets.SCORE, Targets.REASONS, Targets.USER, Targets.FEATURES);

  /** A service that still refuses requests after this time does so for another reason. */
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

  private final Production production;
  private final LoadProcess generator;
  private final StatementLoop statement;
  private final Pools pools;
  private final List<Long> users;
  private final Timing timing;
  private final Console console;
  private final Map<String, Seen> closed = new LinkedHashMap<>();
  private final Map<String, Seen> open = new LinkedHashMap<>();

  /** How long and how often. */
  record Timing(int connections, Duration warmUp, Duration measured, int rounds) {}

  ServeRun(
      Production production,
      LoadProcess generator,
      StatementLoop statement,
      Pools pools,
      List<Long> users,
      Timing timing,
      Console console) {
    this.production = production;
    this.generator = generator;
    this.statement = statement;
    this.pools = pools;
    this.users = users;
    this.timing = timing;
    this.console = console;
  }

  /** The requests of the targets in files of their own. */
  record Pools(Path folder) {

    Path of(Target target) {
      return folder.resolve(target.name() + ".requests");
    }

    void write(Target target) throws IOException {
      new RequestPool(target.asks().stream().map(Ask::wire).toList()).write(of(target));
    }
  }

  Map<String, Seen> closed() {
    return closed;
  }

  Map<String, Seen> open() {
    return open;
  }

  /** Loads the targets as fast as the connections go, the statement loop next to what it is for. */
  void closedLoop(List<Target> targets, boolean withStatement) throws Exception {
    warmUp(targets, withStatement);
    for (int round = 1; round <= timing.rounds(); round++) {
      try (Activity step = console.step("Round " + round)) {
        for (Target target : targets) {
          Round seen = loaded(target, plan(target, timing.measured()), step);
          keep(closed, target.name(), target.words(), target.rows(), seen);
          if (withStatement && isFeatures(target)) {
            keepStatement(step);
          }
        }
        if (withStatement && targets.stream().noneMatch(ServeRun::isFeatures)) {
          keepStatement(step);
        }
        step.done("%d targets, as fast as they go".formatted(targets.size()));
      }
    }
  }

  private static boolean isFeatures(Target target) {
    return target.name().equals(Targets.FEATURES);
  }

  private void keepStatement(Activity step) throws Exception {
    keep(closed, Targets.STATEMENT, StatementLoop.WORDS, 1, loop(timing.measured(), step));
  }

  private void warmUp(List<Target> targets, boolean withStatement) throws Exception {
    try (Activity step = console.step("Warm-up")) {
      for (Target target : targets) {
        warmUp(target, step);
      }
      if (withStatement) {
        loop(timing.warmUp(), step);
      }
      step.done("%d targets for %s each".formatted(targets.size(), words(timing.warmUp())));
    }
  }

  /** Until nothing is refused, because the measured rounds take no refusal. */
  private void warmUp(Target target, Activity step) throws Exception {
    LoadPlan plan = plan(target, timing.warmUp()).toWarmUp();
    long end = System.nanoTime() + LONGEST_WARM_UP.toNanos();
    Round round = loaded(target, plan, step);
    while (round.load().refused() > 0 && System.nanoTime() - end < 0) {
      round = loaded(target, plan, step);
    }
  }

  /** Loads those whose latency matters at half of what they reached. */
  void openLoop(List<Target> targets) throws Exception {
    Map<String, Double> rates = new LinkedHashMap<>();
    closed.forEach((name, seen) -> rates.put(name, seen.perSecond() / 2));
    List<Target> chosen = targets.stream().filter(each -> OPEN.contains(each.name())).toList();
    for (int round = 1; round <= timing.rounds() && !chosen.isEmpty(); round++) {
      try (Activity step = console.step("Open " + round)) {
        for (Target target : chosen) {
          double rate = rates.getOrDefault(target.name(), 1.0);
          LoadPlan plan =
              plan(target, timing.measured()).open(new Pace.Open(rate, Pace.Gaps.POISSON, round));
          step.at(target.name() + " at %.0f requests/s".formatted(rate));
          Round seen = production.watch(() -> generator.run(plan));
          keep(open, target.name(), target.words(), 1, seen);
        }
        step.done("%d targets at half of their rate".formatted(chosen.size()));
      }
    }
  }

  private Round loaded(Target target, LoadPlan plan, Activity step) throws Exception {
    return shown(target.name(), step, () -> production.watch(() -> generator.run(plan)));
  }

  private Round loop(Duration measured, Activity step) throws Exception {
    return shown(
        Targets.STATEMENT,
        step,
        () -> production.watch(() -> statement.run(users, timing.connections(), measured)));
  }

  private static Round shown(String name, Activity step, Callable<Round> load) throws Exception {
    step.at(name);
    Round round = load.call();
    step.at("%s %,.0f requests/s".formatted(name, round.load().perSecond()));
    return round;
  }

  private LoadPlan plan(Target target, Duration measured) {
    return LoadPlan.closed(
            pools.of(target),
            production.port(target.service()),
            target.connections(timing.connections()),
            measured)
        .withPatience(Duration.ofSeconds(30));
  }

  private static void keep(
      Map<String, Seen> seen, String name, String words, int rows, Round round) {
    List<Round> rounds = new ArrayList<>();
    if (seen.containsKey(name)) {
      rounds.addAll(seen.get(name).rounds());
    }
    rounds.add(round);
    seen.put(name, new Seen(words, rows, rounds));
  }

  static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
