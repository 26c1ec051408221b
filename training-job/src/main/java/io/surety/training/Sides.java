package io.surety.training;

import java.util.HashMap;
import java.util.Map;

/** Counts, on the rows that were dealt, who stands on two sides: nobody may. */
record Sides(long users, long people) {

  static Sides of(LoanRows rows, People people, Deal deal) {
    Map<Integer, Side> users = new HashMap<>();
    Map<Long, Side> persons = new HashMap<>();
    long usersTwice = 0;
    long peopleTwice = 0;
    for (Side side : Side.values()) {
      for (int row : deal.rows(side)) {
        int user = rows.user[row];
        Side known = users.putIfAbsent(user, side);
        if (known == side) {
          continue;
        }
        usersTwice += known == null ? 0 : 1;
        Side personKnown = persons.putIfAbsent(people.person(user), side);
        peopleTwice += personKnown == null || personKnown == side ? 0 : 1;
      }
    }
    return new Sides(usersTwice, peopleTwice);
  }

  Sides requireNobodyTwice() {
    if (users > 0 || people > 0) {
      throw new IllegalStateException(
          "%d users and %d people stand on two sides of the split.".formatted(users, people));
    }
    return this;
  }
}
