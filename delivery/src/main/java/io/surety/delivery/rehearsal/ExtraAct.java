package io.surety.delivery.rehearsal;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a rehearsal that no pipeline runs, because it is about what has to go wrong.
 *
 * @param refused whether the line has to be refused
 */
record ExtraAct(String title, List<String> arguments, boolean refused) {

  private static final String APPROVER = "Somebody Else";

  /** A model that has learnt nothing is refused, and what was deployed is taken back. */
  static final List<ExtraAct> ALL =
      List.of(
          done(
              "a model that has learnt next to nothing is trained",
              "ship train --target compose --environment dev --set learner.trees=1 --set learner.depth=1"),
          new ExtraAct(
              "and is not approved",
              words("ship approve --target compose --environment dev --by").append(APPROVER),
              true),
          done("prod goes back", "ship rollback --target compose --environment prod"),
          done("and still scores", "ship smoke --target compose --environment prod"));

  private static ExtraAct done(String title, String line) {
    return new ExtraAct(title, words(line).all(), false);
  }

  private static Words words(String line) {
    return new Words(List.of(line.split(" ")));
  }

  private record Words(List<String> all) {

    List<String> append(String last) {
      return Stream.concat(all.stream(), Stream.of(last)).toList();
    }
  }
}
