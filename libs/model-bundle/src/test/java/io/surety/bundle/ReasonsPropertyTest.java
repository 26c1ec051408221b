package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reasons of random models: the right ones, in the right order, and never an untrue word. */
class ReasonsPropertyTest {

  private static final long SEED = 1974;
  private static final int TRIALS = 20_000;

  private final Random random = new Random(SEED);

  @Test
  void tellsTheLargestPositiveContributionsInOrder() {
    System.out.println("seed of the explanations: " + SEED);
    for (int trial = 0; trial < TRIALS; trial++) {
      InputSchema schema = schema();
      double[] row = row(schema);
      double[] parts = parts(schema.size());
      List<Reason> reasons = new Reasons(schema).most(row, Explanation.ofParts(parts));

      List<Double> expected = new ArrayList<>();
      for (int column = 0; column < schema.size(); column++) {
        if (parts[column] > 1e-6) {
          expected.add(parts[column]);
        }
      }
      expected.sort(Comparator.reverseOrder());
      assertThat(reasons)
          .as("seed %d, trial %d", SEED, trial)
          .extracting(Reason::contribution)
          .isEqualTo(expected.subList(0, Math.min(4, expected.size())));
      for (Reason reason : reasons) {
        assertThat(parts[schema.names().indexOf(reason.feature())])
            .isEqualTo(reason.contribution());
      }
    }
  }

  @Test
  void neverSaysWhatIsUntrueOfTheValue() {
    int low = 0;
    int high = 0;
    int missing = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      InputSchema schema = schema();
      double[] row = row(schema);
      for (Reason reason :
          new Reasons(schema).most(row, Explanation.ofParts(parts(schema.size())))) {
        int column = schema.names().indexOf(reason.feature());
        ModelInput input = schema.inputs().get(column);
        double value = row[column];
        switch (reason.text()) {
          case "low" -> {
            low++;
            assertThat(value).isLessThan(middle(input));
          }
          case "high" -> {
            high++;
            assertThat(value).isGreaterThan(middle(input));
          }
          case "missing" -> {
            missing++;
            assertThat(value).isNaN();
          }
          default -> assertNeutral(reason.text(), input, value);
        }
      }
    }
    assertThat(List.of(low, high, missing)).allMatch(times -> times > 500);
  }

  private static void assertNeutral(String text, ModelInput input, double value) {
    ReasonTexts texts = input.reasons();
    String plain = texts == null || texts.text() == null ? "the input" : texts.text();
    boolean told = input.type() == InputType.CATEGORY && !Double.isNaN(value);
    assertThat(text).isEqualTo(told ? plain + ": " + "xyz".charAt((int) value) : plain);
  }

  private static double middle(ModelInput input) {
    ReasonTexts texts = input.reasons();
    assertThat(texts).isNotNull();
    if (input.type() == InputType.FLAG) {
      return 0.5;
    }
    assertThat(texts.typical()).isNotNull();
    return texts.typical();
  }

  private InputSchema schema() {
    List<ModelInput> inputs = new ArrayList<>();
    int size = 1 + random.nextInt(9);
    for (int i = 0; i < size; i++) {
      InputType type = InputType.values()[random.nextInt(InputType.values().length)];
      boolean category = type == InputType.CATEGORY;
      ModelInput plain =
          new ModelInput(
              "the_input" + (i == 0 ? "" : "." + i),
              type,
              MissingRule.ALLOWED,
              null,
              category ? List.of("x", "y", "z") : List.of(),
              List.of());
      boolean comparable = type == InputType.INTEGER || type == InputType.REAL;
      inputs.add(
          random.nextInt(5) == 0 && i == 0
              ? plain
              : plain.withReasons(
                  new ReasonTexts(
                      i == 0 ? maybe("neutral") : "neutral",
                      category ? null : maybe("low"),
                      category ? null : maybe("high"),
                      maybe("missing"),
                      comparable && random.nextInt(5) > 0 ? (double) random.nextInt(3) : null)));
    }
    return new InputSchema(inputs);
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(4) == 0 ? null : text;
  }

  /** Small whole numbers, so that values often are the median itself. */
  private double[] row(InputSchema schema) {
    return schema.inputs().stream()
        .mapToDouble(input ->
            random.nextInt(5) == 0
                ? Double.NaN
                : random.nextInt(input.type() == InputType.FLAG ? 2 : 3))
        .toArray();
  }

  private double[] parts(int inputs) {
    return random.doubles(inputs + 1, -1, 1).map(x -> Math.rint(x * 8) / 8).toArray();
  }
}
