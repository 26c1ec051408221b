package io.surety.prediction.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.feature.UserId;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.shadow.Fitting.Fitted;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.registry.ModelVersion;
import io.surety.registry.ServedModels.Served;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FittingTest {

  private static final List<ModelInput> FEATURES =
      Arrays.stream(Feature.values()).map(ModelInput::of).toList();
  private static final double[] ROW = {3, Double.NaN, 33, 4, 1};

  @Test
  void takesTheRowItselfWhereTheSchemasAreTheSame() {
    Answered answered = answered(null);

    assertThat(fitting(FEATURES, FEATURES).fit(answered)).isEqualTo(new Fitted.Row(answered.row()));
  }

  @Test
  void takesTheSameValuesInAnotherOrder() {
    assertThat(row(fitting(FEATURES, FEATURES.reversed()).fit(answered(null))))
        .containsExactly(1, 4, 33, Double.NaN, 3);
  }

  @Test
  void givesNoValueToAnInputThatTheRequestCouldNotName() {
    List<ModelInput> wanted = new ArrayList<>(FEATURES);
    wanted.set(3, input("shoe", MissingRule.ALLOWED));

    assertThat(fitting(FEATURES, wanted).fit(answered(null)))
        .isEqualTo(new Fitted.Unfit("The model that answered does not take shoe."));
  }

  @Test
  void findsAnInputByItsOtherName() {
    List<ModelInput> given = new ArrayList<>(plain());
    List<ModelInput> wanted = new ArrayList<>(plain());
    wanted.set(
        0, new ModelInput("b", InputType.REAL, MissingRule.ALLOWED, null, List.of(), List.of("a")));

    assertThat(row(fitting(given, wanted).fit(answered(null)))).containsExactly(ROW);
  }

  @Test
  void refusesAMissingValueThatTheOtherModelInsistsOn() {
    List<ModelInput> wanted = new ArrayList<>(plain());
    wanted.set(1, input("c", MissingRule.REFUSED));

    assertThat(fitting(plain(), wanted).fit(answered(null)))
        .isInstanceOfSatisfying(
            Fitted.Unfit.class, unfit -> assertThat(unfit.reason()).contains("missing"));
  }

  @Test
  void refusesAnInputOfTheSameNameThatIsNoFeature() {
    List<ModelInput> wanted = new ArrayList<>(FEATURES);
    wanted.set(2, input("age", MissingRule.ALLOWED));

    assertThat(fitting(FEATURES, wanted).fit(answered(null))).isInstanceOf(Fitted.Unfit.class);
  }

  @Test
  void takesAFeatureOfAKnownUserThatTheOneThatAnsweredDoesNotAskFor() {
    List<ModelInput> given = new ArrayList<>(FEATURES);
    given.set(3, input("shoe", MissingRule.ALLOWED));
    KnownUser user =
        new KnownUser(
            new UserId(7),
            new Lookup(LocalDate.EPOCH, Basis.LATEST_LOAN, null),
            Map.of(
                "nb_previous_loans", 3,
                "avg_amount_loans_previous", 2.5,
                "age", 33,
                "years_on_the_job", 4,
                "flag_own_car", 1),
            Arrays.stream(Feature.values()).map(Feature::definition).toList());

    assertThat(row(fitting(given, FEATURES).fit(answered(user)))).containsExactly(3, 2.5, 33, 4, 1);
    assertThat(fitting(given, FEATURES).fit(answered(null))).isInstanceOf(Fitted.Unfit.class);
  }

  @Test
  void translatesCategoriesByTheirText() {
    List<ModelInput> given = new ArrayList<>(plain());
    List<ModelInput> wanted = new ArrayList<>(plain());
    given.set(0, category("kiln", "oven", "forge", "hearth"));
    wanted.set(0, category("forge", "oven"));

    assertThat(row(fitting(given, wanted).fit(answered(1)))).startsWith(1);
    assertThat(row(fitting(given, wanted).fit(answered(2)))).startsWith(0);
    assertThat(row(fitting(given, wanted).fit(answered(Double.NaN)))).startsWith(Double.NaN);
    assertThat(fitting(given, wanted).fit(answered(0))).isInstanceOf(Fitted.Unfit.class);
  }

  private static List<ModelInput> plain() {
    return List.of(
        input("a", MissingRule.ALLOWED),
        input("c", MissingRule.ALLOWED),
        input("d", MissingRule.ALLOWED),
        input("e", MissingRule.ALLOWED),
        input("f", MissingRule.ALLOWED));
  }

  private static ModelInput input(String name, MissingRule missing) {
    return new ModelInput(name, InputType.REAL, missing, null, List.of(), List.of());
  }

  private static ModelInput category(String... texts) {
    return new ModelInput(
        "a", InputType.CATEGORY, MissingRule.ALLOWED, null, List.of(texts), List.of());
  }

  private static Answered answered(@Nullable KnownUser user) {
    return new Answered(new UUID(7L << 12, 1L << 63), ROW.clone(), user, false, true);
  }

  private static Answered answered(double first) {
    double[] row = ROW.clone();
    row[0] = first;
    return new Answered(new UUID(7L << 12, 1L << 63), row, null, false, true);
  }

  private static double[] row(Fitted fitted) {
    assertThat(fitted).isInstanceOf(Fitted.Row.class);
    return fitted instanceof Fitted.Row(double[] values) ? values : new double[0];
  }

  private static Fitting fitting(List<ModelInput> given, List<ModelInput> wanted) {
    LoadedModel other = model(2, wanted);
    return Fitting.of(model(1, given), other, other.binder());
  }

  private static LoadedModel model(int number, List<ModelInput> inputs) {
    byte[] bundle = TinyBundle.answering(0.2, new InputSchema(inputs));
    return LoadedModel.verified(
        new Served(new ModelVersion("loan-risk", number), TestedRegistry.sha256(bundle)), bundle);
  }
}
