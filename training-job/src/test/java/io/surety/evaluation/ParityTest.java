package io.surety.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.bundle.DecisionPolicy;
import io.surety.watch.statistics.People;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityTest {

  private static final DecisionPolicy POLICY = new DecisionPolicy(0.1, 0.3);

  private final List<Loan> loans = new ArrayList<>();

  @Test
  void comparesTheApprovalRatesOfGroups() {
    take(40, "F", 30, 0.05, false);
    take(10, "F", 30, 0.2, true);
    take(30, "M", 30, 0.05, false);
    take(10, "M", 30, 0.2, false);
    take(10, "M", 30, 0.5, true);
    GroupParity parity = byGender();
    assertThat(parity.groups())
        .containsExactly(
            new GroupRates("F", 50, 50, true, 40, 0.8, 0.2, 40, 1.0),
            new GroupRates("M", 50, 50, true, 30, 0.6, 0.2, 40, 0.75));
    assertThat(parity.demographicParityRatio()).isCloseTo(0.75, within(1e-12));
    assertThat(parity.equalOpportunityDifference()).isCloseTo(0.25, within(1e-12));
    assertThat(parity.lowest()).isEqualTo("M");
    assertThat(parity.highest()).isEqualTo("F");
  }

  @Test
  void showsAGroupOfFewPeopleWithoutJudgingIt() {
    take(50, "F", 30, 0.05, false);
    take(50, "M", 30, 0.05, false);
    take(29, "X", 30, 0.5, false);
    GroupParity parity = byGender();
    assertThat(parity.groups().getLast().judged()).isFalse();
    assertThat(parity.demographicParityRatio()).isEqualTo(1);
  }

  @Test
  void countsPeopleNotLoansWhenItAsksForEnough() {
    take(50, "F", 30, 0.05, false);
    for (int loan = 0; loan < 500; loan++) {
      loans.add(new Loan(-1, "M", 30, 0.05, false));
    }
    GroupParity parity = byGender();
    assertThat(parity.groups().getLast().people()).isEqualTo(1);
    assertThat(parity.demographicParityRatio()).isNull();
    assertThat(parity.equalOpportunityDifference()).isNull();
  }

  @Test
  void putsPeopleOfUnknownGenderIntoAGroupOfTheirOwn() {
    take(50, "", 30, 0.05, false);
    take(50, "F", 30, 0.2, false);
    GroupParity parity = byGender();
    assertThat(parity.groups()).extracting(GroupRates::group).containsExactly("F", "unknown");
    assertThat(parity.demographicParityRatio()).isEqualTo(0);
  }

  @Test
  void hasNoRatioWhenNobodyWouldBeApproved() {
    take(50, "F", 30, 0.2, false);
    take(50, "M", 30, 0.2, false);
    assertThat(byGender().demographicParityRatio()).isNull();
  }

  @Test
  void cutsAgesIntoBandsInOrder() {
    for (int age : new int[] {70, 24, 25, 34, 35, 64, 65, -1, 18}) {
      take(1, "F", age, 0.05, false);
    }
    GroupParity parity =
        Parity.byAgeBand(test(), People.of(test().person(), test().label()), POLICY);
    assertThat(parity.groups())
        .extracting(GroupRates::group)
        .containsExactly("under 25", "25 to 34", "35 to 44", "55 to 64", "65 and over", "unknown");
  }

  private GroupParity byGender() {
    return Parity.byGender(test(), People.of(test().person(), test().label()), POLICY);
  }

  private void take(int people, String gender, int age, double probability, boolean bad) {
    for (int i = 0; i < people; i++) {
      loans.add(new Loan(loans.size(), gender, age, probability, bad));
    }
  }

  private ScoredLoans test() {
    double[] probability = loans.stream().mapToDouble(Loan::probability).toArray();
    boolean[] label = new boolean[loans.size()];
    for (int i = 0; i < label.length; i++) {
      label[i] = loans.get(i).bad();
    }
    return new ScoredLoans(
        label,
        probability,
        probability,
        loans.stream().mapToLong(Loan::person).toArray(),
        loans.stream().map(Loan::gender).toArray(String[]::new),
        loans.stream().mapToInt(Loan::age).toArray());
  }

  private record Loan(long person, String gender, int age, double probability, boolean bad) {}
}
