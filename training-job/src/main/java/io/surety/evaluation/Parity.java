package io.surety.evaluation;

import io.surety.bundle.Decision;
import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.People;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** Rates of the groups of one attribute: see {@link GroupRates} and {@link GroupParity}. */
final class Parity {

  /** With fewer people, one person moves a rate by more than three points. */
  static final int LEAST_PEOPLE = 30;

  private static final String UNKNOWN = "unknown";
  private static final int[] AGE_BAND_STARTS = {25, 35, 45, 55, 65};

  private Parity() {}

  /** By gender, as the loan table spells it. */
  static GroupParity byGender(ScoredLoans test, People people, DecisionPolicy policy) {
    return of(
        "gender",
        test,
        people,
        policy,
        loan -> test.gender()[loan].isBlank() ? UNKNOWN : test.gender()[loan]);
  }

  /** By age at the loan's date, in bands of ten years. */
  static GroupParity byAgeBand(ScoredLoans test, People people, DecisionPolicy policy) {
    return of("age_band", test, people, policy, loan -> ageBand(test.age()[loan]));
  }

  static String ageBand(int age) {
    if (age < 0) {
      return UNKNOWN;
    }
    int band = 0;
    while (band < AGE_BAND_STARTS.length && age >= AGE_BAND_STARTS[band]) {
      band++;
    }
    if (band == 0) {
      return "under " + AGE_BAND_STARTS[0];
    }
    int start = AGE_BAND_STARTS[band - 1];
    return band == AGE_BAND_STARTS.length
        ? start + " and over"
        : start + " to " + (AGE_BAND_STARTS[band] - 1);
  }

  private static GroupParity of(
      String attribute,
      ScoredLoans test,
      People people,
      DecisionPolicy policy,
      IntFunction<String> groupOfLoan) {
    Map<String, Tally> tallies = new TreeMap<>(BY_NAME);
    for (int loan = 0; loan < test.size(); loan++) {
      tallies
          .computeIfAbsent(groupOfLoan.apply(loan), group -> new Tally())
          .add(
              people.ofLoan(loan),
              test.label()[loan],
              policy.decide(test.probability()[loan]) == Decision.APPROVE);
    }
    List<GroupRates> groups = new ArrayList<>();
    tallies.forEach((group, tally) -> groups.add(tally.rates(group)));
    return compared(attribute, groups);
  }

  /** The groups side by side. */
  static GroupParity compared(String attribute, List<GroupRates> groups) {
    List<GroupRates> judged = groups.stream().filter(GroupRates::judged).toList();
    Comparator<GroupRates> byApproval = Comparator.comparingDouble(GroupRates::approvalRate);
    GroupRates lowest = judged.stream().min(byApproval).orElse(null);
    GroupRates highest = judged.stream().max(byApproval).orElse(null);
    List<GroupRates> withGoodLoans =
        judged.stream().filter(group -> group.truePositiveRate() != null).toList();
    Double opportunity =
        withGoodLoans.size() < 2 ? null : spread(withGoodLoans, Parity::truePositiveRate);
    if (judged.size() < 2 || lowest == null || highest == null || highest.approvalRate() == 0) {
      return new GroupParity(attribute, groups, null, opportunity, null, null);
    }
    return new GroupParity(
        attribute,
        groups,
        lowest.approvalRate() / highest.approvalRate(),
        opportunity,
        lowest.group(),
        highest.group());
  }

  private static double truePositiveRate(GroupRates group) {
    Double rate = group.truePositiveRate();
    return rate == null ? Double.NaN : rate;
  }

  private static double spread(List<GroupRates> groups, ToDoubleFunction<GroupRates> rate) {
    var rates = groups.stream().mapToDouble(rate).summaryStatistics();
    return rates.getMax() - rates.getMin();
  }

  /** By name, "under 25" before the bands and "unknown" after everything. */
  private static final Comparator<String> BY_NAME =
      Comparator.<String, Boolean>comparing(UNKNOWN::equals)
          .thenComparing(group -> !group.startsWith("under "))
          .thenComparing(Comparator.naturalOrder());

  /** Counts of one group. */
  private static final class Tally {

    private final BitSet people = new BitSet();
    private int loans;
    private int bad;
    private int approved;
    private int goodApproved;

    void add(int person, boolean isBad, boolean isApproved) {
      people.set(person);
      loans++;
      bad += isBad ? 1 : 0;
      approved += isApproved ? 1 : 0;
      goodApproved += isApproved && !isBad ? 1 : 0;
    }

    GroupRates rates(String group) {
      int good = loans - bad;
      return new GroupRates(
          group,
          loans,
          people.cardinality(),
          people.cardinality() >= LEAST_PEOPLE,
          approved,
          (double) approved / loans,
          (double) bad / loans,
          good,
          good == 0 ? null : (double) goodApproved / good);
    }
  }
}
