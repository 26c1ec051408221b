package io.surety.evaluation;

import static io.surety.evaluation.Wording.bound;
import static io.surety.evaluation.Wording.figure;
import static io.surety.evaluation.Wording.percent;

import java.util.stream.Collectors;

/** Are people of every group approved at about the same rate? */
final class ParityGate {

  private ParityGate() {}

  static GateResult check(Gates gates, Evaluation evaluation, GroupParity parity) {
    String name = "parity_" + parity.attribute();
    String attribute = parity.attribute().replace('_', ' ');
    double least = gates.minParity();
    Double ratio = parity.demographicParityRatio();
    String lowest = parity.lowest();
    String highest = parity.highest();
    if (ratio == null || lowest == null || highest == null) {
      return GateResult.unmeasured(
              evaluation,
              name,
              Bound.atLeast(least),
              whyUnmeasured(parity, attribute) + tooSmall(parity))
          .withFlag();
    }
    String rates = rates(parity, lowest, highest, ratio, least);
    if (ratio >= least) {
      return GateResult.of(
          name,
          true,
          ratio,
          Bound.atLeast(least),
          "Approval is even enough by " + attribute + ": " + rates + tooSmall(parity));
    }
    return GateResult.of(
            name,
            false,
            ratio,
            Bound.atLeast(least),
            "Approval differs too much by "
                + attribute
                + ": "
                + rates
                + " Who approves all the same must give the reason for this difference."
                + tooSmall(parity))
        .withFlag();
  }

  private static String rates(
      GroupParity parity, String lowest, String highest, double ratio, double least) {
    double highestRate = rate(parity, highest);
    if (ratio == 1) {
      return "every group compared is approved at %s.".formatted(percent(highestRate));
    }
    return "%s is approved at %s and %s at %s, a ratio of %s, where at least %s is asked."
        .formatted(
            lowest,
            percent(rate(parity, lowest)),
            highest,
            percent(highestRate),
            figure(ratio, least),
            bound(least));
  }

  private static String whyUnmeasured(GroupParity parity, String attribute) {
    long judged = parity.groups().stream().filter(GroupRates::judged).count();
    return judged < 2
        ? "Approval by %s could not be compared: fewer than two groups have %d people."
            .formatted(attribute, Parity.LEAST_PEOPLE)
        : "Approval by %s could not be compared: the policy would approve nobody."
            .formatted(attribute);
  }

  private static double rate(GroupParity parity, String group) {
    return parity.groups().stream()
        .filter(rates -> rates.group().equals(group))
        .mapToDouble(GroupRates::approvalRate)
        .findFirst()
        .orElseThrow();
  }

  private static String tooSmall(GroupParity parity) {
    String groups =
        parity.groups().stream()
            .filter(group -> !group.judged())
            .map(group -> "%s (%d)".formatted(group.group(), group.people()))
            .collect(Collectors.joining(", "));
    return groups.isEmpty()
        ? ""
        : " Not compared, with fewer than %d people: %s.".formatted(Parity.LEAST_PEOPLE, groups);
  }
}
