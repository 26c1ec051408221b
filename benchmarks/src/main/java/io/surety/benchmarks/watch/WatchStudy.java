package io.surety.benchmarks.watch;

import io.surety.benchmarks.results.Table;
import io.surety.bundle.ModelBundle;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.training.LoanHistory;
import io.surety.training.TrainedModel;
import io.surety.watch.statistics.DriftSettings;
import io.surety.watch.statistics.EffectFloors;
import io.surety.watch.statistics.FalseAlarms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that is tried on one model and the loans it was made from. */
public final class WatchStudy {

  /** Nothing was tuned on it. */
  private static final long SEED = 777;

  /** Nor on this one, from which the months of all rules are counted. */
  private static final long RULES_SEED = 4_000_777;

  private static final int A_YEAR = 365;

  private final TrainedModel model;
  private final ModelBundle bundle;
  private final LoanHistory history;
  private final Traffic all;
  private final Traffic lastYear;
  private final Console console;

  /** On the loans that the model was made from, and those since. */
  public WatchStudy(TrainedModel model, LoanHistory history, Console console) {
    this.model = model;
    this.bundle = ModelBundle.read(model.bundle());
    this.history = history;
    this.all = Traffic.of(history, bundle.scorer());
    int newest = Arrays.stream(history.day()).max().orElseThrow();
    this.lastYear = all.where(loan -> all.day()[loan] > newest - A_YEAR);
    this.console = console;
  }

  /**
   * The tables of a run.
   *
   * @param splits how often people are split anew
   * @param months how many quiet months pass for each line
   * @param tries how often each thing goes wrong
   */
  public List<Table> tables(int splits, int months, int tries) {
    var schema = bundle.manifest().schema();
    List<Table> tables = new ArrayList<>();
    tables.add(timed("References", this::populations));
    tables.add(timed("False alarms", () -> FalseAlarmStudy.table(schema, lastYear, SEED, splits)));
    tables.add(timed("Quiet months", () -> QuietMonths.table(schema, lastYear, SEED, months)));
    tables.add(
        timed(
            "Quiet months of all rules",
            () -> QuietRules.table(bundle, lastYear, known(), RULES_SEED, months)));
    DelayStudy delays = new DelayStudy(schema, lastYear, bundle.scorer(), SEED, tries);
    tables.add(
        timed(
            "Delays of the breaker",
            () ->
                delays.table(
                    "Rows until the breaker sees it (1 % a month, floors of 0.25), in windows of so"
                        + " many rows: median (and nine in ten)",
                    DriftSettings.BREAKER)));
    tables.add(
        timed(
            "Delays of an alert",
            () ->
                delays.table(
                    "The same with floors of 0.10",
                    new DriftSettings(
                        FalseAlarms.IN_A_MONTH_OF_MINUTES,
                        EffectFloors.MODERATE,
                        DriftSettings.USUAL_LEAST_ROWS))));
    tables.add(timed("Outcomes", this::outcomes));
    return tables;
  }

  private Table timed(String what, Supplier<Table> study) {
    try (Activity step = console.step(what)) {
      step.at("trying");
      Table table = study.get();
      step.done("%d rows".formatted(table.rows().size()));
      return table;
    }
  }

  private Table populations() {
    long testFrom = model.provenance().split().testFrom().toEpochDay();
    long mature = model.provenance().split().matureUntil().toEpochDay();
    Map<String, Traffic> references = new LinkedHashMap<>();
    references.put(
        "training", all.where(loan -> !history.unseen()[loan] && history.day()[loan] < testFrom));
    references.put(
        "test",
        all.where(loan ->
            history.unseen()[loan]
                && history.day()[loan] >= testFrom
                && history.day()[loan] <= mature));
    Map<String, Traffic> asked = new LinkedHashMap<>();
    asked.put("loans since", all.where(loan -> history.day()[loan] > mature));
    asked.put(
        "every user's latest",
        all.where(loan ->
            loan + 1 == history.size() || history.user()[loan + 1] != history.user()[loan]));
    return PopulationStudy.table(bundle.manifest().schema(), references, asked);
  }

  private Table outcomes() {
    return OutcomeStudy.table(
        known().stationary(SEED),
        bundle.manifest().policy(),
        model.evaluation().population().trainingBadRate(),
        SEED);
  }

  /** Test loans whose outcome is known, of people the model never saw. */
  private Traffic known() {
    long testFrom = model.provenance().split().testFrom().toEpochDay();
    long mature = model.provenance().split().matureUntil().toEpochDay();
    return all.where(loan ->
        history.unseen()[loan]
            && history.day()[loan] >= testFrom
            && history.day()[loan] <= mature
            && history.outcome()[loan] >= 0);
  }
}
