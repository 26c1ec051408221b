package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** However a row comes, by name, position, header, cells or numbers, it is the same row. */
class BindingPropertyTest {

  private static final long SEED = 20261101;
  private static final int ROWS = 400;

  private final Random random;
  private final InputSchema schema;
  private final RowBinder binder;

  BindingPropertyTest(RepetitionInfo repetition) {
    this.random = new Random(SEED + repetition.getCurrentRepetition());
    this.schema = schema();
    this.binder = new RowBinder(schema);
  }

  @BeforeAll
  static void printsTheSeed() {
    System.out.println("seed of the schemas and rows: " + SEED);
  }

  @RepeatedTest(25)
  void bindsByPositionAsByName() {
    for (int row = 0; row < ROWS; row++) {
      List<@Nullable Object> values = values(schema.inputs());
      assertSame(
          binder.inSchemaOrder().bind(values), binder.bind(named(schema.names(), values)), values);
    }
  }

  @RepeatedTest(25)
  void bindsByAHeaderInAnyOrderAsByName() {
    for (int row = 0; row < ROWS; row++) {
      List<ModelInput> inputs = anyOrder();
      List<String> header = inputs.stream().map(this::nameOrAlias).toList();
      List<@Nullable Object> values = values(inputs);
      assertSame(binder.arrange(header).bind(values), binder.bind(named(header, values)), values);
    }
  }

  @RepeatedTest(25)
  void bindsCellsAsTheValuesTheyStandFor() {
    for (int row = 0; row < ROWS; row++) {
      List<ModelInput> inputs = anyOrder();
      List<String> header = inputs.stream().map(this::nameOrAlias).toList();
      List<@Nullable Object> values = new ArrayList<>();
      inputs.forEach(input ->
          values.add(input.type() == InputType.CATEGORY ? textOrNone(input) : value(input)));
      List<String> cells = values.stream().map(this::cell).toList();
      assertSame(
          binder.arrange(header).bindTexts(cells), binder.bind(named(header, values)), values);
    }
  }

  @RepeatedTest(25)
  void bindsNumbersAsTheValuesTheyStandFor() {
    for (int row = 0; row < ROWS; row++) {
      List<ModelInput> inputs = anyOrder();
      List<String> header = inputs.stream().map(this::nameOrAlias).toList();
      List<@Nullable Object> values = new ArrayList<>();
      inputs.forEach(input -> values.add(random.nextInt(5) == 0 ? null : number()));
      double[] numbers =
          values.stream()
              .mapToDouble(x -> x == null ? Double.NaN : ((Number) x).doubleValue())
              .toArray();
      assertSame(binder.arrange(header).bind(numbers), binder.bind(named(header, values)), values);
    }
  }

  @RepeatedTest(25)
  void refusesAHeaderAsItRefusesTheNames() {
    List<String> header = new ArrayList<>(schema.names());
    header.addAll(schema.inputs().stream().flatMap(input -> input.aliases().stream()).toList());
    header.addAll(List.of("height", "weight"));
    Collections.shuffle(header, random);
    List<String> some = header.subList(0, random.nextInt(header.size() + 1));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    some.forEach(name -> values.put(name, good(name)));
    switch (binder.bind(values)) {
      case Binding.Bound _ -> assertThat(binder.arrange(some).names()).isEqualTo(some);
      case Binding.Refused refused ->
          assertThat(
                  catchThrowableOfType(UnfitColumns.class, () -> binder.arrange(some)).problems())
              .isEqualTo(refused.problems());
    }
  }

  private static void assertSame(Binding one, Binding other, Object values) {
    switch (other) {
      case Binding.Bound bound ->
          assertThat(one)
              .as("%s", values)
              .isInstanceOfSatisfying(
                  Binding.Bound.class, same -> assertThat(same.row()).isEqualTo(bound.row()));
      case Binding.Refused refused -> assertThat(one).as("%s", values).isEqualTo(refused);
    }
  }

  private InputSchema schema() {
    List<ModelInput> inputs = new ArrayList<>();
    int size = 1 + random.nextInt(8);
    for (int i = 0; i < size; i++) {
      InputType type = InputType.values()[random.nextInt(InputType.values().length)];
      inputs.add(
          new ModelInput(
              "input_" + i,
              type,
              MissingRule.values()[random.nextInt(2)],
              null,
              type == InputType.CATEGORY ? List.of("mon", "tue", "1", "true") : List.of(),
              random.nextInt(3) == 0 ? List.of("other." + i) : List.of()));
    }
    return new InputSchema(inputs);
  }

  /** All inputs that are needed and some of the others. */
  private List<ModelInput> anyOrder() {
    List<ModelInput> inputs = new ArrayList<>(schema.inputs());
    inputs.removeIf(input -> input.missing() == MissingRule.ALLOWED && random.nextInt(4) == 0);
    Collections.shuffle(inputs, random);
    return inputs;
  }

  private String nameOrAlias(ModelInput input) {
    return random.nextBoolean() || input.aliases().isEmpty()
        ? input.name()
        : input.aliases().getFirst();
  }

  private static Map<String, @Nullable Object> named(
      List<String> names, List<? extends @Nullable Object> values) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int at = 0; at < names.size(); at++) {
      named.put(names.get(at), values.get(at));
    }
    return named;
  }

  private List<@Nullable Object> values(List<ModelInput> inputs) {
    List<@Nullable Object> values = new ArrayList<>();
    inputs.forEach(input -> values.add(value(input)));
    return values;
  }

  private @Nullable Object good(String name) {
    return schema.inputs().stream()
        .filter(input -> input.name().equals(name) || input.aliases().contains(name))
        .findFirst()
        .map(input -> input.type() == InputType.CATEGORY ? (Object) "mon" : (Object) 1)
        .orElse(1);
  }

  /** Mostly what the input takes, sometimes anything. */
  private @Nullable Object value(ModelInput input) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> "some text";
      case 3 -> number();
      default ->
          switch (input.type()) {
            case INTEGER ->
                random.nextBoolean() ? (Object) random.nextInt() : (double) random.nextInt();
            case REAL -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 8);
            case FLAG -> random.nextBoolean() ? (Object) random.nextBoolean() : random.nextInt(2);
            case CATEGORY -> input.categories().get(random.nextInt(input.categories().size()));
          };
    };
  }

  private @Nullable Object textOrNone(ModelInput input) {
    return random.nextInt(6) == 0
        ? null
        : random.nextInt(6) == 0
            ? "some text"
            : input.categories().get(random.nextInt(input.categories().size()));
  }

  private Number number() {
    return switch (random.nextInt(8)) {
      case 0 -> random.nextInt(3);
      case 1 -> (1L << 53) + random.nextInt(-2, 3) * 2L;
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble();
      case 4 -> Float.MAX_VALUE * (random.nextBoolean() ? 1.0 : 1.5);
      case 5 -> new BigDecimal("-1e999");
      case 6 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(30));
      default -> random.nextInt(-100, 100) / 4.0;
    };
  }

  /** The cell of a file that stands for a value. */
  private String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean flag when random.nextBoolean() -> flag ? "True" : "False";
      case BigDecimal decimal when random.nextBoolean() && decimal.scale() >= 0 ->
          decimal.toPlainString();
      case Integer number when random.nextBoolean() -> number + (random.nextBoolean() ? ".0" : ".");
      default -> value.toString();
    };
  }
}
