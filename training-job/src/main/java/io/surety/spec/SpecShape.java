package io.surety.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** Holds the keys of a spec against the records that they fill: none unknown, none missing. */
final class SpecShape {

  private final Places places;

  SpecShape(Places places) {
    this.places = places;
  }

  void check(Class<?> type, JsonNode node, String path) {
    if (!node.isObject()) {
      throw new UnreadableSpec("%s takes keys of its own.".formatted(places.of(path)));
    }
    Map<String, RecordComponent> known = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(snakeCase(component.getName()), component);
    }
    refuseUnknown(known.keySet(), node, path);
    known.forEach((key, component) -> checkValue(component, node.get(key), join(path, key)));
  }

  /** What a value of the type looks like, for a sentence: {@code a whole number}. */
  static String words(MismatchedInputException mismatch) {
    Class<?> type = mismatch.getTargetType();
    if (type == null) {
      return "another kind of value";
    }
    if (type.isEnum()) {
      return "one of "
          + String.join(
              ", ",
              Arrays.stream(type.getEnumConstants())
                  .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                  .toList());
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == LocalDate.class) {
      return "a date such as 2020-07-01";
    }
    if (type == Period.class) {
      return "a length of time such as P90D or P3M";
    }
    if (type == Duration.class) {
      return "a length of time such as PT10M or P1D";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "a text";
  }

  private void refuseUnknown(Collection<String> known, JsonNode node, String path) {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        throw new UnreadableSpec(
            "%s is not a key of a spec; %s has %s."
                .formatted(
                    places.of(join(path, key)),
                    path.isEmpty() ? "a spec" : path,
                    String.join(", ", known)));
      }
    }
  }

  private void checkValue(RecordComponent component, JsonNode value, String path) {
    Class<?> type = component.getType();
    if (type == Optional.class && (value == null || value.isNull())) {
      return;
    }
    if (value == null || value.isNull()) {
      throw new UnreadableSpec("%s is missing.".formatted(places.of(path)));
    }
    if (type == Optional.class) {
      Class<?> present = argument(component);
      if (present.isRecord()) {
        check(present, value, path);
      }
    } else if (type.isRecord()) {
      check(type, value, path);
    } else if (type == List.class) {
      checkItems(component, value, path);
    }
  }

  private void checkItems(RecordComponent component, JsonNode value, String path) {
    if (!value.isArray()) {
      throw new UnreadableSpec("%s takes a list.".formatted(places.of(path)));
    }
    Class<?> itemType = argument(component);
    if (itemType.isRecord()) {
      for (int i = 0; i < value.size(); i++) {
        check(itemType, value.get(i), path + "[" + i + "]");
      }
    }
  }

  /** The T of a {@code List<T>} or an {@code Optional<T>}. */
  private static Class<?> argument(RecordComponent component) {
    Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return (Class<?>) argument;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
