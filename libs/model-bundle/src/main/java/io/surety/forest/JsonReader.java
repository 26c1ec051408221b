package io.surety.forest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON as XGBoost writes it, NaN, Infinity and -Infinity among its numbers.
 *
 * <p>Any bytes give a value or an {@link UnreadableForest}, in time and memory bounded by their
 * length: depth, texts, and the number of values and of numbers have limits.
 *
 * <p>Values come as {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code
 * Long}, {@code Float}, {@code Boolean} and null; arrays of numbers as {@code int[]}, {@code
 * long[]}, or {@code float[]} where one of them is written as no whole number. Floats are rounded
 * from their text to float32 at once, as XGBoost does.
 */
final class JsonReader {

  private static final int MOST_DEPTH = 32;
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_NUMBERS = 1 << 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1_000)
                  .maxNumberLength(1_000)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final JsonParser parser;
  private int values;
  private int numbers;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /** The object that the bytes hold, and nothing after it. */
  static Map<String, @Nullable Object> readObject(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonReader reader = new JsonReader(parser);
      try {
        return reader.document();
      } catch (StreamConstraintsException tooMuch) {
        throw reader.refusal(reader.beyondALimit());
      } catch (JacksonException notJson) {
        throw reader.refusal("is malformed");
      }
    }
  }

  /** Jackson tells depth from length only in words; the depth itself is there to be asked. */
  private String beyondALimit() {
    return parser.streamReadContext().getNestingDepth() > MOST_DEPTH
        ? "nests more than %d levels deep".formatted(MOST_DEPTH)
        : "holds a name, a text or a number that is too long";
  }

  private Map<String, @Nullable Object> document() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refusal("does not begin with an object");
    }
    Map<String, @Nullable Object> object = object();
    if (parser.nextToken() != null) {
      throw refusal("goes on after its end");
    }
    return object;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      if (object.containsKey(key)) {
        throw refusal("holds a key twice in one object");
      }
      object.put(key, value(parser.nextToken()));
    }
    return object;
  }

  private @Nullable Object value(@Nullable JsonToken token) {
    if (++values > MOST_VALUES) {
      throw refusal("holds more than %d values".formatted(MOST_VALUES));
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getFloatValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw refusal("has no value where one is due");
    };
  }

  private Object array() {
    JsonToken token = parser.nextToken();
    return isNumber(token) ? numbers(token) : list(token);
  }

  private List<@Nullable Object> list(JsonToken first) {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      list.add(value(token));
    }
    return list;
  }

  private Object numbers(JsonToken first) {
    GrowingNumbers array = new GrowingNumbers();
    for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (++numbers > MOST_NUMBERS) {
        throw refusal("holds more than %d numbers".formatted(MOST_NUMBERS));
      }
      switch (token) {
        case VALUE_NUMBER_INT -> array.add(parser.getLongValue());
        case VALUE_NUMBER_FLOAT -> array.add(parser.getFloatValue());
        case null, default -> throw refusal("has an array of numbers and other things");
      }
    }
    return array.toArray();
  }

  private static boolean isNumber(@Nullable JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  private UnreadableForest refusal(String fact) {
    return new UnreadableForest(
        "The forest is not JSON as XGBoost writes it: it %s (near byte %d)."
            .formatted(fact, parser.currentLocation().getByteOffset()));
  }
}
