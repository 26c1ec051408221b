package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import io.surety.loans.TestLoan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The five features computed as their meanings are written, by going over all loans again for each
 * answer. Slow, plain, and shares nothing with the SQL.
 */
public final class NaiveFeatures implements Features {

  private final Collection<TestLoan> loans;

  public NaiveFeatures(Collection<TestLoan> loans) {
    this.loans = loans;
  }

  @Override
  public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
    List<TestLoan> own = loans.stream().filter(loan -> loan.user().equals(user)).toList();
    Optional<TestLoan> latest =
        own.stream()
            .filter(loan ->
                switch (basis) {
                  case LATEST_LOAN -> !loan.loanDate().isAfter(asOf);
                  case NEXT_LOAN -> loan.loanDate().isBefore(asOf);
                })
            .max(Comparator.comparing(TestLoan::loanDate).thenComparingLong(TestLoan::loanId));
    return latest.map(loan -> {
      LocalDate until = basis == Basis.LATEST_LOAN ? loan.loanDate() : asOf;
      List<TestLoan> previous =
          own.stream().filter(other -> other.loanDate().isBefore(until)).toList();
      return new UserFeatures(
          user,
          loan.loanDate(),
          FeatureVector.of(
              previous.size(),
              previous.stream().mapToDouble(TestLoan::amount).average().orElse(Double.NaN),
              years(loan.birthday(), asOf),
              years(loan.jobStart(), asOf),
              loan.ownsCar() ? 1 : 0),
          Instant.EPOCH);
    });
  }

  @Override
  public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
    return users.stream().map(user -> find(user, asOf, basis)).toList();
  }

  private static double years(LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(from, to);
    return days < 0 ? Double.NaN : Math.floorDiv(days, 365);
  }
}
