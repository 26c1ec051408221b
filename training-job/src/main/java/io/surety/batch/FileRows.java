package io.surety.batch;

import io.surety.bundle.Arrangement;
import io.surety.bundle.Binding;
import io.surety.bundle.FieldProblem;
import io.surety.bundle.UnfitColumns;
import io.surety.feature.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a file, bound through the model's schema. Its header names inputs or their aliases in
 * any order, and {@code user_id} where rows are about somebody.
 */
final class FileRows implements BatchRows {

  private static final Binding REJECTED_USER =
      new Binding.Refused(
          List.of(
              new FieldProblem(
                  InputFile.USER_ID, "user_id is a whole number from 0, or nothing.")));

  private final InputFile file;
  private final Shard shard;
  private final BatchModel model;

  FileRows(InputFile file, Shard shard, BatchModel model) {
    this.file = file;
    this.shard = shard;
    this.model = model;
  }

  /** Refuses a file whose columns are not the inputs of the model. Reads its header alone. */
  void requireColumns() {
    List<String> header = file.header();
    arrange(header, header.indexOf(InputFile.USER_ID));
  }

  @Override
  public void each(Reached reached, Consumer<BatchRow> taker) {
    file.each(header -> {
      int user = header.indexOf(InputFile.USER_ID);
      Arrangement arrangement = arrange(header, user);
      return (place, cells) -> {
        if (place > reached.lastPlace() && shard.has(place)) {
          taker.accept(row(place, cells, user, header.size(), arrangement));
        }
      };
    });
  }

  private static BatchRow row(
      long place, List<String> cells, int user, int width, Arrangement arrangement) {
    if (user < 0 || cells.size() != width) {
      return new BatchRow(place, null, null, arrangement.bindTexts(cells));
    }
    UserId id = InputFile.user(cells.get(user));
    List<String> values = new ArrayList<>(cells);
    values.remove(user);
    if (id == null && !cells.get(user).isEmpty()) {
      return new BatchRow(place, null, null, REJECTED_USER);
    }
    return new BatchRow(place, id, null, arrangement.bindTexts(values));
  }

  private Arrangement arrange(List<String> header, int user) {
    List<String> names = new ArrayList<>(header);
    if (user >= 0) {
      names.remove(user);
    }
    try {
      return model.binder().arrange(names);
    } catch (UnfitColumns unfit) {
      throw new BatchFailed(
          "The columns of %s are not the inputs of %s: %s"
              .formatted(file.path(), model.version(), unfit.getMessage()),
          unfit);
    }
  }
}
