package io.surety.terminal;

import io.surety.drill.Applicants;
import io.surety.drill.Shift;
import io.surety.feature.Feature;
import io.surety.loans.IngestRules;
import io.surety.simulation.Newcomers;
import io.surety.simulation.TooFar;
import io.surety.spec.ModelSpec;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The people of a drill: those on whom the champion was tried, and those who come then. So many
 * come that the loans on which the next version is tried are all theirs: it is watched against
 * those.
 *
 * @param before asks as long as all is well
 * @param shifts how the others differ
 * @param newcomers who comes
 * @param from their first day
 * @param settledUntil their last day of which a training will know the outcome
 */
record DrillPeople(
    Applicants before,
    List<Shift> shifts,
    Newcomers newcomers,
    LocalDate from,
    LocalDate settledUntil,
    long seed) {

  private static final int DAYS = 365;

  /** More than the part that is tested, so that the next version also learns from them. */
  private static final double MORE = 1.3;

  /** In their first months fewer borrow than later on. */
  private static final double BEGINNING = 0.85;

  private static final long FEWEST_LOANS = 2_000;

  /**
   * Draws them, and changes nothing.
   *
   * @param wanted how people are to differ; when empty, one input that the model asks for shifts by
   *     one standard deviation, up if there are such people, else down
   */
  static DrillPeople draw(
      DataSource source,
      DrillGround ground,
      ModelSpec spec,
      List<Shift> wanted,
      long seed,
      LocalDate today) {
    Applicants before = Applicants.draw(source, ground.tried(), seed);
    if (before.size() == 0) {
      throw new CommandFailed(
          "The ledger holds none of the loans on which %s was tried, so nobody can send it healthy traffic; train and promote a version here."
              .formatted(ground.champion()));
    }
    LocalDate newest = ground.ledger().newest();
    int maturity = days(newest, spec.maturity());
    int days = Math.max(DAYS, maturity + DAYS / 2);
    LocalDate from = newest.plusDays(1);
    LocalDate last = from.plusDays(days - 1L);
    if (last.isAfter(today)) {
      throw new CommandFailed(
          "The simulated loans reach until %s, and those of another drill would lie in the future; begin anew with an empty data directory."
              .formatted(newest));
    }
    long loans = loans(ground, spec, (double) (days - maturity) / days);
    LocalDate settled = last.minus(spec.maturity());
    List<Shift> first = wanted.isEmpty() ? List.of(usual(ground)) : wanted;
    requireAsked(first, ground);
    try {
      return of(before, first, ground, loans, days, settled, seed);
    } catch (TooFar up) {
      if (!wanted.isEmpty()) {
        throw new CommandFailed(String.valueOf(up.getMessage()), up);
      }
      return otherWay(before, first, ground, loans, days, settled, seed);
    }
  }

  private static DrillPeople otherWay(
      Applicants before,
      List<Shift> shifts,
      DrillGround ground,
      long loans,
      int days,
      LocalDate settled,
      long seed) {
    try {
      List<Shift> down = shifts.stream().map(Shift::opposite).toList();
      return of(before, down, ground, loans, days, settled, seed);
    } catch (TooFar neither) {
      throw new CommandFailed(
          neither.getMessage() + " --shift INPUT=DEVIATIONS names another.", neither);
    }
  }

  private static DrillPeople of(
      Applicants before,
      List<Shift> shifts,
      DrillGround ground,
      long loans,
      int days,
      LocalDate settled,
      long seed) {
    LocalDate from = ground.ledger().newest().plusDays(1);
    Newcomers newcomers =
        Newcomers.draw(
            new Newcomers.Wish(
                shifts.stream().map(shift -> shift.after(before)).toList(),
                loans,
                from,
                days,
                ground.ledger().lastUser() + 1,
                ground.ledger().lastLoan() + 1,
                seed));
    return new DrillPeople(before, shifts, newcomers, from, settled, seed);
  }

  private static Shift usual(DrillGround ground) {
    Feature input =
        ground.inputs().contains(Feature.AVG_AMOUNT_LOANS_PREVIOUS)
            ? Feature.AVG_AMOUNT_LOANS_PREVIOUS
            : ground.inputs().getFirst();
    return new Shift(input, 1);
  }

  private static void requireAsked(List<Shift> shifts, DrillGround ground) {
    for (Shift shift : shifts) {
      if (!ground.inputs().contains(shift.input())) {
        throw new CommandFailed(
            ExitCode.WRONG_USAGE,
            "%s does not ask for %s, so nobody would see it shift; it asks for %s."
                .formatted(
                    ground.champion(),
                    shift.input().featureName(),
                    ground.inputs().stream()
                        .map(Feature::featureName)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private static int days(LocalDate newest, Period maturity) {
    return Math.toIntExact(newest.toEpochDay() - newest.minus(maturity).toEpochDay());
  }

  /** So many that the latest share of all loans that are old enough is theirs, and some more. */
  private static long loans(DrillGround ground, ModelSpec spec, double settled) {
    double latest =
        spec.split()
            .testLoans()
            .latest()
            .orElseThrow(() ->
                new CommandFailed(
                    "The spec tries models on the loans since a fixed day, so the next version would be watched against people of before the drift; give --set split.test_loans.latest=0.35 or the like."));
    double own = latest / (1 - latest) * ground.ledger().loans() / (settled * BEGINNING);
    return Math.max(FEWEST_LOANS, Math.round(MORE * own));
  }

  /** Adds their loans to the ledger, first without and later with what became of them. */
  void come(OpenDatabase open, Session session, boolean outcomesKnown) {
    String name =
        "simulated drill (%d newcomers, seed %d, outcomes %s)"
            .formatted(newcomers.users(), seed, outcomesKnown ? "known" : "not known yet");
    Intake.run(
        open,
        SimulatedLoans.of(name, out -> newcomers.write(out, outcomesKnown)),
        IngestRules.DEFAULT,
        session);
  }

  /** Those who ask once they have come, as the ledger has them. */
  Applicants after(DataSource source, DrillGround ground) {
    return Applicants.draw(
        source,
        new Applicants.Of(from, settledUntil, ground.ledger().lastUser() + 1, newcomers.lastUser()),
        seed);
  }

  /** By how many standard deviations an input is elsewhere with these than before. */
  double moved(Feature input, Applicants after) {
    Applicants.Spread spread = before.spread(input);
    return (after.spread(input).mean() - spread.mean()) / spread.deviation();
  }

  /** How the inputs that shift did so, such as {@code age +0.52 sd (44.1 to 50.3)}. */
  String words(Applicants after) {
    return shifts.stream()
        .map(shift ->
            String.format(
                Locale.ROOT,
                "%s %+.2f sd (mean %.4g to %.4g)",
                shift.input().featureName(),
                moved(shift.input(), after),
                before.spread(shift.input()).mean(),
                after.spread(shift.input()).mean()))
        .collect(Collectors.joining(", "));
  }

  /** A day as of now. */
  static LocalDate today(Session session) {
    return LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC);
  }
}
