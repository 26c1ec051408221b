package io.surety.watch.statistics;

import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReferenceHistograms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Columns as they come in practice: skewed, with few values, mostly missing, tied, constant, rare.
 * Rows are drawn one by one; a shift moves one of the columns.
 */
final class TestColumns {

  private static final Map<String, ToDoubleFunction<SplittableRandom>> COLUMNS =
      new LinkedHashMap<>();
  private static final List<String> CATEGORIES = List.of("a", "b", "c", "d", "e");

  static {
    COLUMNS.put("normal", SplittableRandom::nextGaussian);
    COLUMNS.put("skewed", random -> Math.exp(1.5 * random.nextGaussian()));
    COLUMNS.put(
        "few_values", random -> Math.min(6, (int) (-Math.log(1 - random.nextDouble()) * 1.2)));
    COLUMNS.put("flag", random -> random.nextDouble() < 0.35 ? 1 : 0);
    COLUMNS.put("rare_flag", random -> random.nextDouble() < 0.004 ? 1 : 0);
    COLUMNS.put(
        "mostly_missing",
        random -> random.nextDouble() < 0.93 ? Double.NaN : random.nextGaussian());
    COLUMNS.put("tied", random -> random.nextDouble() < 0.6 ? 0 : Math.abs(random.nextGaussian()));
    COLUMNS.put("constant", _ -> 7);
    COLUMNS.put("category", random -> Math.min(4, (int) (5 * Math.pow(random.nextDouble(), 3))));
  }

  private TestColumns() {}

  static InputSchema schema() {
    return new InputSchema(COLUMNS.keySet().stream().map(TestColumns::input).toList());
  }

  private static ModelInput input(String name) {
    boolean category = name.equals("category");
    return new ModelInput(
        name,
        category ? InputType.CATEGORY : InputType.REAL,
        MissingRule.ALLOWED,
        null,
        category ? CATEGORIES : List.of(),
        List.of(),
        null);
  }

  /** Rows by column, the scores last. */
  static double[][] rows(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[COLUMNS.size() + 1][rows];
    List<ToDoubleFunction<SplittableRandom>> draws = new ArrayList<>(COLUMNS.values());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < draws.size(); column++) {
        columns[column][row] = draws.get(column).applyAsDouble(random);
      }
      columns[draws.size()][row] = 0.3 / (1 + Math.exp(2 - columns[0][row]));
    }
    return columns;
  }

  static int indexOf(String name) {
    return List.copyOf(COLUMNS.keySet()).indexOf(name);
  }

  static ReferenceHistograms reference(double[][] columns) {
    return ReferenceHistograms.of(schema(), index -> columns[index], columns[columns.length - 1]);
  }
}
