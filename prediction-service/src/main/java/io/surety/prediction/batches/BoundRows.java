package io.surety.prediction.batches;

import io.surety.bundle.Arrangement;
import io.surety.bundle.Binding;
import io.surety.bundle.RowBinder;
import io.surety.bundle.UnfitColumns;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a batch in the order of the model's schema, eight bytes a value. The first row that
 * cannot be bound refuses the batch, with every problem of that row, such as {@code [3].age}. Not
 * for several threads at once.
 */
public final class BoundRows {

  private static final int FIRST_ROWS = 1024;

  private final String path;
  private final int width;
  private double[] values;
  private int count;

  /**
   * Holds no row yet.
   *
   * @param path where the rows are in the request, such as {@code data}; empty for the whole body
   * @param width of a row
   * @param expected how many rows will come, 0 when that is not known
   * @throws MalformedRequest when that is more than {@link BatchLimits} allows
   */
  public BoundRows(String path, int width, int expected) {
    this.path = path;
    this.width = width;
    require(expected);
    this.values = new double[expected * width];
  }

  /** The arrangement of columns that bear these names, or a refusal that names them. */
  public static Arrangement arrange(RowBinder binder, List<String> names, String path) {
    try {
      return binder.arrange(names);
    } catch (UnfitColumns unfit) {
      throw MalformedRequest.of(
          unfit.problems().stream()
              .map(problem ->
                  new FieldProblem(
                      path.isEmpty() ? problem.field() : path + "." + problem.field(),
                      problem.sentence()))
              .toList());
    }
  }

  /** Adds the row of some cells, however many there are. */
  public void add(Arrangement arrangement, Cells cells, int from, int cellCount) {
    add(
        cellCount == arrangement.size() && cells.isNumeric()
            ? arrangement.bind(cells.numbers(), from)
            : arrangement.bind(cells.values(from, cellCount)));
  }

  /** Adds a row that is bound, or refuses the batch. */
  public void add(Binding binding) {
    switch (binding) {
      case Binding.Bound bound -> add(bound.row());
      case Binding.Refused refused -> {
        String row = path + "[" + count + "]";
        throw MalformedRequest.of(
            refused.problems().stream()
                .map(problem ->
                    new FieldProblem(
                        problem.field().isEmpty() ? row : row + "." + problem.field(),
                        problem.sentence()))
                .toList());
      }
    }
  }

  private void add(double[] row) {
    int at = count * width;
    if (values.length < at + width) {
      require(count + 1);
      int rows = Math.max(FIRST_ROWS, count + (count >> 1));
      values = Arrays.copyOf(values, rows * width);
    }
    System.arraycopy(row, 0, values, at, width);
    count++;
  }

  private void require(int rows) {
    BatchLimits.requireRows(path, rows);
    BatchLimits.requireValues(path, (long) rows * width);
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** How many values a row has. */
  public int width() {
    return width;
  }

  /** Copies a row into an array of its width. */
  public void copy(int row, double[] into) {
    System.arraycopy(values, row * width, into, 0, width);
  }
}
