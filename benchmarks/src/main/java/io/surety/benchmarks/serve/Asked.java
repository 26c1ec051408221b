package io.surety.benchmarks.serve;

import io.surety.benchmarks.results.Rounds;
import io.surety.benchmarks.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was asked of the services beside what was seen; nothing passes in silence. */
final class Asked {

  private static final double LOGGED = 0.70;
  private static final double MOST_MILLIS = 10;
  private static final long MOST_MEMORY = 250L << 20;

  private final Findings findings;
  private final List<List<String>> rows = new ArrayList<>();

  private Asked(Findings findings) {
    this.findings = findings;
  }

  static Table table(Findings findings) {
    Asked asked = new Asked(findings);
    asked.ratio("/score without reasons, of its echo", Targets.SCORE, Targets.ECHO, 0.80);
    asked.ratio("/score with reasons, of its echo", Targets.REASONS, Targets.ECHO, 0.65);
    asked.ratio("GET /features/{id}, of its echo", Targets.FEATURES, Targets.ECHO_FEATURES, 0.45);
    asked.ratio("/score by user id, of its echo", Targets.USER, Targets.ECHO_USER, 0.20);
    asked.ratio(
        "/score without reasons, logged, of the same unlogged",
        Targets.SCORE_LOGGED,
        Targets.SCORE,
        LOGGED);
    asked.ratio(
        "/score with reasons, logged, of the same unlogged",
        Targets.REASONS_LOGGED,
        Targets.REASONS,
        LOGGED);
    asked.ratio(
        "/score by user id, logged, of the same unlogged",
        Targets.USER_LOGGED,
        Targets.USER,
        LOGGED);
    asked.ratio(
        "/score of 1,000 rows, logged, of the same unlogged",
        Targets.SCORE_1000_LOGGED,
        Targets.SCORE_1000,
        LOGGED);
    asked.ratio(
        "GET /features/{id}, of the bare statement", Targets.FEATURES, Targets.STATEMENT, 0.50);
    asked.tail();
    findings.memory().forEach(asked::memory);
    return new Table(
        "Asked and seen", List.of("what", "asked", "seen", "rounds", "verdict"), asked.rows);
  }

  private void ratio(String what, String ours, String theirs, double asked) {
    Optional<Seen> mine = findings.findClosed(ours);
    Optional<Seen> other = findings.findClosed(theirs);
    String wanted = String.format(Locale.ROOT, "≥ %.0f %%", 100 * asked);
    if (mine.isEmpty() || other.isEmpty()) {
      rows.add(List.of(what, wanted, "–", "", findings.whyNot(ours, theirs)));
      return;
    }
    Rounds ratios = mine.get().ratiosTo(other.get());
    double seen = ratios.median();
    rows.add(
        List.of(
            what,
            wanted,
            String.format(Locale.ROOT, "%.1f %%", 100 * seen),
            ratios.spread(),
            verdict(seen >= asked)));
  }

  private void tail() {
    String what = "p99 of /score by user id at half of its own peak rate";
    String wanted = String.format(Locale.ROOT, "< %.0f ms", MOST_MILLIS);
    Optional<Seen> user = findings.findOpen(Targets.USER);
    if (user.isEmpty()) {
      rows.add(List.of(what, wanted, "–", "", findings.whyNot(Targets.USER)));
      return;
    }
    Rounds tails = user.get().each(round -> round.load().p99() / 1e3);
    rows.add(
        List.of(
            what,
            wanted,
            String.format(Locale.ROOT, "%.2f ms", tails.median()),
            tails.spread(),
            verdict(tails.median() < MOST_MILLIS)));
  }

  private void memory(String service, Findings.Memory memory) {
    rows.add(
        List.of(
            "memory of the " + service + " under load",
            "≤ 250 MB",
            (memory.underLoad() >> 20) + " MB",
            "",
            verdict(memory.underLoad() <= MOST_MEMORY)));
  }

  private static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }
}
