package io.surety.terminal;

import io.surety.drill.Applicants;
import io.surety.drill.Shift;
import io.surety.feature.Feature;
import io.surety.loans.IngestRules;
import io.surety.simulation.Newcomers;
import io.surety.simulation.TooFar;
import io.surety.spec.ModelSpec;
import java.time.LocalDate;
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
 * @param book when, and how many
 */
record DrillPeople(
    Applicants before, List<Shift> shifts, Newcomers newcomers, DrillBook book, long seed) {

  /**
   * Draws who comes, and changes nothing.
   *
   * @param before who asks as long as all is well
   * @param wanted how the others are to differ; when empty, one input that the model asks for
   *     shifts by one standard deviation, up if there are such people, else down
   */
  static DrillPeople draw(
      DrillGround ground,
      Applicants before,
      ModelSpec spec,
      List<Shift> wanted,
      long seed,
      LocalDate today) {
    DrillBook book = DrillBook.after(ground.ledger(), spec, today);
    List<Shift> shifts = wanted.isEmpty() ? List.of(usual(ground)) : wanted;
    requireAsked(shifts, ground);
    requireVaried(shifts, before);
    try {
      return of(ground, before, shifts, book, seed);
    } catch (TooFar up) {
      if (!wanted.isEmpty()) {
        throw new CommandFailed(String.valueOf(up.getMessage()), up);
      }
    }
    try {
      return of(ground, before, shifts.stream().map(Shift::opposite).toList(), book, seed);
    } catch (TooFar neither) {
      throw new CommandFailed(
          neither.getMessage() + " --shift INPUT=DEVIATIONS names another.", neither);
    }
  }

  private static DrillPeople of(
      DrillGround ground, Applicants before, List<Shift> shifts, DrillBook book, long seed) {
    Newcomers newcomers =
        Newcomers.draw(
            new Newcomers.Wish(
                shifts.stream().map(shift -> shift.after(before)).toList(),
                book.loans(),
                book.from(),
                book.days(),
                ground.ledger().lastUser() + 1,
                ground.ledger().lastLoan() + 1,
                seed));
    return new DrillPeople(before, shifts, newcomers, book, seed);
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

  private static void requireVaried(List<Shift> shifts, Applicants before) {
    for (Shift shift : shifts) {
      if (!(before.spread(shift.input()).deviation() > 0)) {
        throw new CommandFailed(
            "%s is the same for everybody on whom the champion was tried, so nobody can tell a shift of it; name another input with --shift."
                .formatted(shift.input().featureName()));
      }
    }
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
        new Applicants.Of(
            book.from(), book.settledUntil(), ground.ledger().lastUser() + 1, newcomers.lastUser()),
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

  /** How the inputs are to shift, in words. */
  String wished() {
    return shifts.stream().map(Shift::toString).collect(Collectors.joining(", "));
  }
}
