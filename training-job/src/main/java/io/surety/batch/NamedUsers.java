package io.surety.batch;

import io.surety.bundle.Binding;
import io.surety.bundle.FieldProblem;
import io.surety.feature.UserId;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.featurestore.UserFeatures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The users that a file names, in its order, with what is known of them at a date from the loans
 * known at a moment. Each line is a row: a user who is named twice is scored twice, alike. Users
 * are looked up some at a time, however many there are.
 */
final class NamedUsers implements BatchRows {

  private static final int AT_ONCE = 1_000;

  private final DataSource database;
  private final BatchTerms terms;
  private final InputFile file;
  private final Shard shard;
  private final KnownRows rows;

  NamedUsers(DataSource database, BatchTerms terms, InputFile file, Shard shard, BatchModel model) {
    this.database = database;
    this.terms = terms;
    this.file = file;
    this.shard = shard;
    this.rows = new KnownRows(terms.asOf(), model);
  }

  /**
   * A line that was read.
   *
   * @param user null when it names none
   */
  private record Named(long place, @Nullable UserId user, int cells) {}

  @Override
  public void each(Reached reached, Consumer<BatchRow> taker) {
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, terms.knownAt())) {
      List<Named> gathered = new ArrayList<>(AT_ONCE);
      file.each(header -> {
        requireUsers(header);
        return (place, cells) -> {
          if (place > reached.lastPlace() && shard.has(place)) {
            gathered.add(named(place, cells));
            if (gathered.size() == AT_ONCE) {
              giveOut(snapshot, gathered, taker);
            }
          }
        };
      });
      giveOut(snapshot, gathered, taker);
    }
  }

  private void requireUsers(List<String> header) {
    if (!InputFile.isOfUsers(header)) {
      throw new BatchFailed(
          "%s was a file of users when this batch began, and is none any more. Give the same file again, or score this one with another --key."
              .formatted(file.path()));
    }
  }

  private static Named named(long place, List<String> cells) {
    return new Named(
        place, cells.size() == 1 ? InputFile.user(cells.getFirst()) : null, cells.size());
  }

  private void giveOut(FeatureSnapshot snapshot, List<Named> gathered, Consumer<BatchRow> taker) {
    List<UserId> asked = new ArrayList<>(gathered.size());
    for (Named each : gathered) {
      if (each.user() != null) {
        asked.add(each.user());
      }
    }
    List<Optional<UserFeatures>> found = snapshot.findAll(asked, terms.asOf(), KnownRows.BASIS);
    int next = 0;
    for (Named each : gathered) {
      taker.accept(each.user() == null ? refused(each) : row(each, found.get(next++)));
    }
    gathered.clear();
  }

  private BatchRow row(Named named, Optional<UserFeatures> found) {
    return found
        .map(known -> rows.row(named.place(), known))
        .orElseGet(() ->
            new BatchRow(named.place(), named.user(), null, unknown(named.user(), terms.asOf())));
  }

  private static BatchRow refused(Named named) {
    FieldProblem problem =
        named.cells() == 1
            ? new FieldProblem(InputFile.USER_ID, "user_id is a whole number from 0.")
            : new FieldProblem(
                "",
                "A row of a file of users has one value, user_id, but this one has %d."
                    .formatted(named.cells()));
    return new BatchRow(named.place(), null, null, new Binding.Refused(List.of(problem)));
  }

  /** In the words of the service. */
  private static Binding unknown(@Nullable UserId user, LocalDate asOf) {
    return new Binding.Refused(
        List.of(
            new FieldProblem(
                InputFile.USER_ID,
                "User %s has no loan that counts on %s.".formatted(user, asOf))));
  }
}
