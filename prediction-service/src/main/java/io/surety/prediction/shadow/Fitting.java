package io.surety.prediction.shadow;

import io.surety.bundle.Binding;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.bundle.RowBinder;
import io.surety.prediction.champion.LoadedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the row of one model that of another, through the other's own schema. Nothing is
 * guessed: an input that the request could not name, or that means something else, makes the row
 * unfit.
 */
final class Fitting {

  private final List<ModelInput> given;
  private final LoadedModel wanted;
  private final RowBinder binder;
  private final boolean same;

  /** Where each wanted input is among the given ones; -1 where it is not. */
  private final int[] places;

  private Fitting(List<ModelInput> given, LoadedModel wanted, RowBinder binder) {
    this.given = given;
    this.wanted = wanted;
    this.binder = binder;
    List<ModelInput> inputs = wanted.inputs();
    this.places = inputs.stream().mapToInt(this::placeOf).toArray();
    this.same = given.size() == inputs.size() && inputsAreTheSame(inputs);
  }

  /**
   * From rows of one model to rows of another.
   *
   * @param binder of the other
   */
  static Fitting of(LoadedModel given, LoadedModel wanted, RowBinder binder) {
    return new Fitting(given.inputs(), wanted, binder);
  }

  /** What came of it. */
  sealed interface Fitted {

    /** A row in the order of the wanted schema. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(double[] values) implements Fitted {}

    /** It does not fit. */
    record Unfit(String reason) implements Fitted {}
  }

  /** The row of an answered prediction for the other model; may be the same array. */
  Fitted fit(Answered answered) {
    if (same) {
      return new Fitted.Row(answered.row());
    }
    KnownUser user = answered.user();
    if (user != null && user.definitions().containsAll(wanted.definitions())) {
      return bind(wanted.inputsAmong(user.features()));
    }
    Map<String, @Nullable Object> values = LinkedHashMap.newLinkedHashMap(places.length);
    List<String> missing = new ArrayList<>(0);
    for (int at = 0; at < places.length; at++) {
      String name = wanted.inputs().get(at).name();
      if (places[at] < 0) {
        missing.add(name);
      } else {
        values.put(name, value(answered.row()[places[at]], given.get(places[at])));
      }
    }
    return missing.isEmpty()
        ? bind(values)
        : new Fitted.Unfit(
            "The model that answered does not take %s.".formatted(String.join(", ", missing)));
  }

  private Fitted bind(Map<String, ? extends @Nullable Object> values) {
    return switch (binder.bind(values)) {
      case Binding.Bound bound -> new Fitted.Row(bound.row());
      case Binding.Refused refused -> new Fitted.Unfit(refused.problems().getFirst().sentence());
    };
  }

  private int placeOf(ModelInput input) {
    for (int at = 0; at < given.size(); at++) {
      ModelInput other = given.get(at);
      boolean namesIt =
          other.name().equals(input.name())
              || other.aliases().contains(input.name())
              || input.aliases().contains(other.name());
      if (namesIt && Objects.equals(other.definition(), input.definition())) {
        return at;
      }
    }
    return -1;
  }

  private boolean inputsAreTheSame(List<ModelInput> inputs) {
    for (int at = 0; at < places.length; at++) {
      ModelInput other = given.get(at);
      ModelInput input = inputs.get(at);
      if (places[at] != at
          || other.type() != input.type()
          || other.missing() != input.missing()
          || !other.categories().equals(input.categories())) {
        return false;
      }
    }
    return true;
  }

  /** A value of a row, as a request would have given it. */
  private static @Nullable Object value(double value, ModelInput input) {
    if (Double.isNaN(value)) {
      return null;
    }
    if (input.type() == InputType.CATEGORY) {
      return input.categories().get((int) value);
    }
    return input.type() == InputType.REAL ? value : (Object) (long) value;
  }
}
