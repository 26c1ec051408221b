package io.surety.prediction.batches;

import io.surety.web.MalformedRequest;
import io.surety.web.UnreadableJson;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON token by token, so that a large body becomes numbers without a tree between. No key
 * may come twice. {@code NaN} and {@code Infinity}, which Python's libraries write, are read.
 */
public final class StrictJson {

  private static final int LONGEST_TEXT = 100_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private StrictJson() {}

  /**
   * What a reader makes of the one value in these bytes; its parser stands before the first token.
   *
   * @throws MalformedRequest when the bytes are not JSON, or anything follows the value
   */
  public static <T> T read(byte[] bytes, int length, Function<JsonParser, T> reader) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      T read = reader.apply(parser);
      if (parser.nextToken() != null) {
        throw MalformedRequest.because(
            "The body is not valid JSON: something follows its end at line %d, column %d."
                .formatted(
                    parser.currentTokenLocation().getLineNr(),
                    parser.currentTokenLocation().getColumnNr()));
      }
      return read;
    } catch (JacksonException unreadable) {
      throw UnreadableJson.explain(unreadable);
    }
  }

  /** Goes on to an object, which has to come next. */
  public static void requireObject(JsonParser parser, String path) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw MalformedRequest.because("The request needs a body of JSON.");
    }
    if (token != JsonToken.START_OBJECT) {
      throw MalformedRequest.at(path, "A JSON object is expected here.");
    }
  }

  /** Goes on to an array, which has to come next. */
  public static void requireArray(JsonParser parser, String path) {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw MalformedRequest.at(path, "A list is expected here.");
    }
  }

  /** Whether the whole number at which the parser stands is a long. */
  public static boolean isLong(JsonParser parser) {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  /** The text that comes next. */
  public static String requireText(JsonParser parser, String path) {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw MalformedRequest.at(path, "A text is expected here.");
    }
    return parser.getString();
  }

  /**
   * Passes over the value at which the parser stands.
   *
   * @return how many keys the objects in it have, which the parser keeps to find one that comes
   *     twice
   * @throws MalformedRequest when they are more than {@link BatchLimits} allows
   */
  public static int skip(JsonParser parser, String path) {
    int keys = 0;
    for (int depth = 0; ; parser.nextToken()) {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.PROPERTY_NAME) {
        keys++;
        BatchLimits.requireKeys(path, keys);
      }
      if (depth == 0) {
        return keys;
      }
    }
  }

  /**
   * Adds the value at which the parser stands to the cells.
   *
   * @return false when it is an object or an array, of which nothing was read
   */
  public static boolean addValue(JsonParser parser, Cells cells) {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        cells.add(parser.getDoubleValue());
        yield true;
      }
      case VALUE_NULL -> {
        cells.addMissing();
        yield true;
      }
      case VALUE_STRING -> {
        cells.add(parser.getString());
        yield true;
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        cells.add(parser.getBooleanValue());
        yield true;
      }
      case START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          PROPERTY_NAME,
          VALUE_EMBEDDED_OBJECT,
          NOT_AVAILABLE ->
          false;
    };
  }
}
