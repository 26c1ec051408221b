package io.surety.terminal;

import io.surety.bundle.Decision;
import io.surety.comparison.Realised;
import io.surety.comparison.SideBySide;
import io.surety.comparison.Spread;
import io.surety.predictionlog.ScoredTwice.Pair;
import io.surety.registry.ModelVersion;
import io.surety.watch.statistics.BadRate;
import io.surety.watch.statistics.Estimate;
import io.surety.watch.statistics.Estimated;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What two versions made of the same requests, for people. */
record ComparedRequests(ModelVersion a, ModelVersion b, SideBySide compared) {

  void print(Console console) {
    console.print(
        "Both scored %s, and decided %s alike (%s)."
            .formatted(
                Console.count(compared.requests(), "request"),
                Console.count(compared.alike()),
                percent(compared.alike(), compared.requests())));
    if (compared.measured() < compared.requests()) {
      console.print(
          "Spreads and ranks are those of %s of them, drawn by their ids."
              .formatted(Console.count(compared.measured())));
    }
    console.print("");
    decisions().print(console);
    console.print("");
    spreads().print(console);
    console.print("");
    console.print(
        "Correlation of the probabilities %s, of their ranks %s."
            .formatted(
                plain(compared.agreement().correlation()), plain(compared.agreement().ranks())));
    console.print("");
    largest().print(console);
    console.print("");
    compared
        .realised()
        .ifPresentOrElse(
            realised -> print(realised, console),
            () ->
                console.print(
                    "No outcome of these requests is known yet; './surety outcomes' records them."));
  }

  private TextTable decisions() {
    TextTable table =
        TextTable.of(
            a + " DECIDED", ">" + b + " approve", ">" + b + " refer", ">" + b + " decline");
    for (Decision first : Decision.values()) {
      table.row(
          first.toString(),
          count(first, Decision.APPROVE),
          count(first, Decision.REFER),
          count(first, Decision.DECLINE));
    }
    return table;
  }

  private TextTable spreads() {
    TextTable table =
        TextTable.of(
            "%s LESS %s".formatted(b, a), ">MEAN", ">5 %", ">25 %", ">MEDIAN", ">75 %", ">95 %");
    spread(table, "probability", compared.probability(), ComparedRequests::signed);
    spread(table, "points", compared.points(), value -> String.format(Locale.ROOT, "%+.1f", value));
    return table;
  }

  private static void spread(
      TextTable table, String name, Spread spread, DoubleFunction<String> written) {
    table.row(
        name,
        written.apply(spread.mean()),
        written.apply(spread.low()),
        written.apply(spread.lowerQuarter()),
        written.apply(spread.median()),
        written.apply(spread.upperQuarter()),
        written.apply(spread.high()));
  }

  private String count(Decision first, Decision second) {
    return Console.count(compared.decided(first, second));
  }

  private TextTable largest() {
    TextTable table =
        TextTable.of("FARTHEST APART", a.toString(), b.toString(), ">DIFFERENCE", "OUTCOME");
    for (Pair pair : compared.largest()) {
      Boolean bad = pair.bad();
      table.row(
          pair.request().toString(),
          "%s %s".formatted(Figures.number(pair.a().probability()), pair.a().decision()),
          "%s %s".formatted(Figures.number(pair.b().probability()), pair.b().decision()),
          signed(pair.b().probability() - pair.a().probability()),
          bad == null ? Figures.UNKNOWN : bad ? "not paid" : "paid");
    }
    return table;
  }

  private void print(Realised realised, Console console) {
    console.print(
        "The outcome of %s is known: %s not paid on time."
            .formatted(Console.count(realised.loans(), "loan"), Console.count(realised.bad())));
    TextTable table = TextTable.of("", a.toString(), b.toString(), "DIFFERENCE (95 %)");
    table.row(
        "AUC",
        estimate(realised.a().auc()),
        estimate(realised.b().auc()),
        difference(realised.auc()));
    Double ksOfA = realised.a().ks();
    Double ksOfB = realised.b().ks();
    table.row(
        "KS",
        plain(ksOfA),
        plain(ksOfB),
        ksOfA == null || ksOfB == null ? Figures.UNKNOWN : signed(ksOfB - ksOfA));
    table.row(
        "Brier",
        estimate(realised.a().brier()),
        estimate(realised.b().brier()),
        difference(realised.brier()));
    table.row(
        "log-loss",
        estimate(realised.a().logLoss()),
        estimate(realised.b().logLoss()),
        difference(realised.logLoss()));
    BadRate ofA = realised.approved().first();
    BadRate ofB = realised.approved().second();
    table.row("would approve", loans(ofA), loans(ofB), "");
    table.row(
        "bad rate of these", rate(ofA), rate(ofB), difference(realised.approved().difference()));
    table.print(console);
    console.print("");
    console.print(
        "Outcomes are known of loans that were granted. What one of the two would have granted beside these is not among them.");
  }

  private static String loans(@Nullable BadRate rate) {
    return Console.count(rate == null ? 0 : rate.loans());
  }

  private static String rate(@Nullable BadRate rate) {
    return rate == null
        ? Figures.UNKNOWN
        : estimate(new Estimate(rate.observed(), rate.interval().lower(), rate.interval().upper()));
  }

  private static String estimate(@Nullable Estimate estimate) {
    return Figures.estimate(estimate).orElse(Figures.UNKNOWN);
  }

  private static String difference(@Nullable Estimated difference) {
    return difference == null
        ? Figures.UNKNOWN
        : difference(
            new Estimate(
                difference.value(), difference.interval().lower(), difference.interval().upper()));
  }

  private static String difference(@Nullable Estimate difference) {
    if (difference == null) {
      return Figures.UNKNOWN;
    }
    Double lower = difference.lower();
    Double upper = difference.upper();
    return lower == null || upper == null
        ? signed(difference.value())
        : "%s (%s to %s)".formatted(signed(difference.value()), signed(lower), signed(upper));
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String plain(@Nullable Double value) {
    return value == null ? Figures.UNKNOWN : Figures.number(value);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
