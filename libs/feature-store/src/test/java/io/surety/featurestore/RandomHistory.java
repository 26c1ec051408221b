package io.surety.featurestore;

import io.surety.loans.TestLoan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files of loans as life brings them: several loans on a day, jobs in the year 3021, loans that
 * come late with an old date, that come again, that change, that move to another user.
 */
final class RandomHistory {

  private static final LocalDate START = LocalDate.of(2020, 1, 1);

  private final Random random;
  private final long users;
  private final Map<Long, TestLoan> known = new TreeMap<>();
  private long lastLoan;

  RandomHistory(Random random) {
    this.random = random;
    this.users = random.nextLong(1, 13);
  }

  /** The next file, each loan once; at least one loan. */
  List<TestLoan> nextFile() {
    Map<Long, TestLoan> file = new TreeMap<>();
    int size = 1 + random.nextInt(30);
    for (int i = 0; i < size; i++) {
      TestLoan loan = random.nextInt(3) > 0 || known.isEmpty() ? newLoan() : knownLoan();
      file.put(loan.loanId(), loan);
    }
    known.putAll(file);
    return new ArrayList<>(file.values());
  }

  /** The loans as they are known after the last file. */
  List<TestLoan> known() {
    return List.copyOf(known.values());
  }

  /** Every date at which an answer could change, and the days around it. */
  Set<LocalDate> interestingDates() {
    Set<LocalDate> dates = new HashSet<>();
    for (TestLoan loan : known.values()) {
      dates.add(loan.loanDate());
      dates.add(loan.loanDate().minusDays(1));
      dates.add(loan.loanDate().plusDays(1));
    }
    dates.add(START.plusYears(7));
    return dates;
  }

  private TestLoan newLoan() {
    lastLoan += 1 + random.nextInt(3);
    return content(lastLoan, random.nextLong(users));
  }

  private TestLoan knownLoan() {
    List<TestLoan> all = known();
    TestLoan loan = all.get(random.nextInt(all.size()));
    return switch (random.nextInt(4)) {
      case 0 -> loan;
      case 1 -> loan.withUser(random.nextLong(users));
      case 2 -> loan.withStatus("1");
      default -> content(loan.loanId(), loan.userId());
    };
  }

  private TestLoan content(long loanId, long user) {
    LocalDate date = START.plusDays(random.nextInt(40));
    LocalDate job =
        random.nextInt(4) == 0
            ? LocalDate.of(3021, 9, 18)
            : date.plusDays(random.nextInt(4000) - 3900);
    double amount = Math.exp(random.nextGaussian() * (random.nextInt(5) == 0 ? 20 : 1));
    LocalDate birthday = date.minusDays(1 + random.nextInt(30_000));
    return new TestLoan(loanId, user, date, amount, birthday, job, random.nextBoolean(), "");
  }
}
