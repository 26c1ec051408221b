package io.surety.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * People who come to the lender later than those of a {@link LoanBook}, and are of another kind: of
 * many who could come, those do more readily who lean the wished way. Each of them has a whole
 * simulated life, only later; so whoever is like somebody of before pays as somebody of before
 * does, and what changed is who comes.
 *
 * <p>Nobody is kept in memory: the same draws are made again when loans are written.
 */
public final class Newcomers {

  /** As many times more people are drawn than come, at first and at most. */
  private static final int FEWEST_DRAWN = 4;

  private static final int MOST_DRAWN = 16;
  private static final long SEED_OF_TAKING = 0x9e3779b97f4a7c15L;

  private final Wish wish;
  private final BitSet taken;
  private final long loans;

  private Newcomers(Wish wish, BitSet taken, long loans) {
    this.wish = wish;
    this.taken = taken;
    this.loans = loans;
  }

  /**
   * Who shall come, and when.
   *
   * @param leanings how they differ; at least one
   * @param loans about how many loans they take together
   * @param from the first day on which somebody comes
   * @param days how many days the book covers; people come evenly in that time
   * @param firstUser the id of the first of them
   * @param firstLoan the id of their first loan
   * @param seed another seed gives other people
   */
  public record Wish(
      List<Leaning> leanings,
      long loans,
      LocalDate from,
      int days,
      long firstUser,
      long firstLoan,
      long seed) {

    /** Refuses a book that holds nothing. */
    public Wish {
      leanings = List.copyOf(leanings);
      if (leanings.isEmpty() || loans < 1 || days < 1) {
        throw new IllegalArgumentException(
            "Newcomers differ in something, take a loan and have a day for it, but here are %d leanings, %d loans and %d days."
                .formatted(leanings.size(), loans, days));
      }
    }

    private double lean(Person person, List<Loan> loans) {
      return leanings.stream()
          .mapToDouble(leaning -> leaning.of(leaning.trait().of(person, loans)))
          .sum();
    }

    private double wanted() {
      return leanings.stream().mapToDouble(Leaning::wanted).sum();
    }
  }

  /**
   * Draws who comes.
   *
   * @throws TooFar when nobody who is simulated leans that far
   */
  public static Newcomers draw(Wish wish) {
    Drawn drawn = new Drawn(wish);
    for (int times = FEWEST_DRAWN; times <= MOST_DRAWN; times *= 2) {
      drawn.until(times * wish.loans());
      Optional<Newcomers> found = drawn.take();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new TooFar(
        "Among %d times as many simulated people there are not enough who differ so much; shift by less, or the other way."
            .formatted(MOST_DRAWN));
  }

  /** How many come. */
  public int users() {
    return taken.cardinality();
  }

  /** How many loans they take. */
  public long loans() {
    return loans;
  }

  /** The id of the last of them. */
  public long lastUser() {
    return wish.firstUser() + users() - 1;
  }

  /**
   * Writes their loans as CSV with a header, as {@link LoanBook} does.
   *
   * @param outcomesKnown whether the file says what became of the loans
   */
  public void write(OutputStream out, boolean outcomesKnown) throws IOException {
    LoanLines rows = new LoanLines(out);
    rows.header(LoanBook.HEADER);
    long user = wish.firstUser();
    long loan = wish.firstLoan();
    for (int number = taken.nextSetBit(0); number >= 0; number = taken.nextSetBit(number + 1)) {
      Life life = Life.of(wish, number);
      rows.user(user++, life.person(), life.later());
      for (Loan each : life.loans()) {
        rows.loan(loan++, each, outcomesKnown);
      }
    }
    rows.flush();
  }

  /**
   * Somebody who could come.
   *
   * @param later how many days later than in a loan book everything in this life happens
   */
  private record Life(Person person, List<Loan> loans, int later) {

    static Life of(Wish wish, int number) {
      Chance chance = Chance.of(wish.seed(), number);
      Person person = Person.draw(chance);
      List<Loan> all = Borrowing.draw(person, chance);
      int first = all.getFirst().day();
      int comes = (int) ((long) first * wish.days() / Borrowing.DAYS);
      List<Loan> written = new ArrayList<>(all.size());
      for (Loan loan : all) {
        if (comes + loan.day() - first < wish.days()) {
          written.add(loan);
        }
      }
      int until = Math.toIntExact(ChronoUnit.DAYS.between(Person.OPENING, wish.from()));
      return new Life(person, written, until + comes - first);
    }
  }

  /** Everybody who could come, by how far they lean and how many loans they take. */
  private static final class Drawn {

    private final Wish wish;
    private double[] lean = new double[1 << 12];
    private int[] loans = new int[1 << 12];
    private int people;
    private long all;

    Drawn(Wish wish) {
      this.wish = wish;
    }

    /** Draws on until they take so many loans together. */
    void until(long atLeast) {
      while (all < atLeast) {
        if (people == lean.length) {
          lean = Arrays.copyOf(lean, 2 * people);
          loans = Arrays.copyOf(loans, 2 * people);
        }
        Life life = Life.of(wish, people);
        lean[people] = wish.lean(life.person(), life.loans());
        loans[people] = life.loans().size();
        all += loans[people++];
      }
    }

    Optional<Newcomers> take() {
      return Tilt.find(
              Arrays.copyOf(lean, people),
              Arrays.copyOf(loans, people),
              wish.loans(),
              wish.wanted())
          .map(this::take);
    }

    private Newcomers take(Tilt tilt) {
      BitSet taken = new BitSet(people);
      long some = 0;
      for (int number = 0; number < people; number++) {
        double luck = Chance.of(wish.seed() ^ SEED_OF_TAKING, number).between(0, 1);
        if (luck < tilt.probability(lean[number])) {
          taken.set(number);
          some += loans[number];
        }
      }
      return new Newcomers(wish, taken, some);
    }
  }
}
