package io.surety.benchmarks.peers;

import io.surety.benchmarks.load.LoadPlan;
import io.surety.benchmarks.load.LoadProcess;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads servers by turns, in rounds. */
final class Turns {

  private static final Duration FIRST_CALLS = Duration.ofSeconds(1);

  private final LoadProcess generator;
  private final Timing timing;
  private final Console console;
  private final Map<String, List<Turn>> turns = new LinkedHashMap<>();

  /** How long and how often. */
  record Timing(int connections, Duration warmUp, Duration measured, int rounds) {}

  Turns(LoadProcess generator, Timing timing, Console console) {
    this.generator = generator;
    this.timing = timing;
    this.console = console;
  }

  /** One connection comes before all of them: a server's first calls are slow. */
  void warmUp(Side side) {
    try (Activity step = console.step("Warm-up")) {
      step.at(side.words());
      generator.run(plan(side, 1, FIRST_CALLS));
      generator.run(plan(side, timing.connections(), timing.warmUp()));
      step.done(side.words());
    }
  }

  /**
   * The same for a peer.
   *
   * @throws PeerFailed when it does not stand the load
   */
  void warmUpPeer(Side theirs) {
    try {
      warmUp(theirs);
    } catch (CommandFailed failure) {
      throw failed(failure);
    }
  }

  /**
   * Ours, theirs, ours, theirs and so on, both warm.
   *
   * @throws PeerFailed when theirs does not stand the load; its turns are then forgotten
   */
  Beside byTurns(Side ours, Side theirs) {
    List<Turn> mine = new ArrayList<>();
    List<Turn> others = new ArrayList<>();
    for (int round = 1; round <= timing.rounds(); round++) {
      try (Activity step = console.step("Round " + round)) {
        Turn mineNow = turn(ours, step);
        keep(ours, mineNow);
        mine.add(mineNow);
        others.add(peerTurn(theirs, step));
        step.done(
            "%s: %,.0f requests/s beside our %,.0f"
                .formatted(theirs.words(), Seen.rate(others.getLast()), Seen.rate(mineNow)));
      }
    }
    others.forEach(turn -> keep(theirs, turn));
    return new Beside(new Seen(theirs.words(), others), new Seen(ours.words(), mine));
  }

  /** As many rounds without a peer, unless it had some beside one. */
  void ensureMeasured(Side ours) {
    for (int round = 1; round <= timing.rounds() && !isWhole(ours); round++) {
      try (Activity step = console.step("Alone " + round)) {
        Turn turn = turn(ours, step);
        keep(ours, turn);
        step.done("%s: %,.0f requests/s".formatted(ours.words(), Seen.rate(turn)));
      }
    }
  }

  /** All turns that were taken, by server. */
  List<Seen> seen() {
    return turns.entrySet().stream()
        .map(each -> new Seen(each.getKey(), List.copyOf(each.getValue())))
        .toList();
  }

  private boolean isWhole(Side side) {
    return turns.getOrDefault(side.words(), List.of()).size() >= timing.rounds();
  }

  private void keep(Side side, Turn turn) {
    turns.computeIfAbsent(side.words(), _ -> new ArrayList<>()).add(turn);
  }

  private Turn peerTurn(Side theirs, Activity step) {
    try {
      return turn(theirs, step);
    } catch (CommandFailed failure) {
      throw failed(failure);
    }
  }

  private static PeerFailed failed(CommandFailed failure) {
    return new PeerFailed(String.valueOf(failure.getMessage()));
  }

  private Turn turn(Side side, Activity step) {
    step.at(side.words());
    return Turn.of(
        side.pid(), () -> generator.run(plan(side, timing.connections(), timing.measured())));
  }

  private static LoadPlan plan(Side side, int connections, Duration measured) {
    return LoadPlan.closed(side.requests(), side.port(), connections, measured)
        .withPatience(Duration.ofSeconds(60));
  }
}
