package io.surety.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * The JSON of a bundle and of an export: snake_case, the same bytes on every machine, strict when
 * it is read.
 */
final class BundleJson {

  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPrettyPrinter(PRINTER)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultNullHandling(
              unlessSaidOtherwise -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private BundleJson() {}

  static byte[] write(Object value) {
    return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The value that a part holds; anything else is refused with the name of the part. */
  static <T> T read(Part part, byte[] json, Class<T> type) {
    return read(part, () -> MAPPER.readValue(json, type));
  }

  /** As the other, from JSON that is a tree already. */
  static <T> T read(Part part, ObjectNode json, Class<T> type) {
    return read(part, () -> MAPPER.treeToValue(json, type));
  }

  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  private static <T> T read(Part part, Supplier<@Nullable T> reading) {
    try {
      T value = reading.get();
      if (value == null) {
        throw new UnreadableBundle("The %s is null.".formatted(part.place()));
      }
      return value;
    } catch (JacksonException unreadable) {
      throw unreadable(part, unreadable);
    }
  }

  static ObjectNode readObject(Part part, byte[] json) {
    if (read(part, json, JsonNode.class) instanceof ObjectNode object) {
      return object;
    }
    throw noObject(part);
  }

  /**
   * The object of a manifest whose format is one that is read. It looks at the format version
   * alone: whatever else a newer format changed is not our business.
   */
  static ObjectNode readKnownFormat(Part manifest, byte[] json, int newest) {
    ObjectNode object = readObject(manifest, json);
    JsonNode version = object.get("format_version");
    if (version == null || !version.isInt() || version.intValue() < 1) {
      throw new UnreadableBundle("The %s names no format version.".formatted(manifest.place()));
    }
    if (version.intValue() > newest) {
      throw new UnreadableBundle(
          "The %s has format version %d, and this Surety reads versions up to %d: upgrade it."
              .formatted(manifest.whole(), version.intValue(), newest));
    }
    return object;
  }

  /** Reads all of a part that is kept as it is, and keeps nothing. */
  static void requireObject(Part part, byte[] json) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw noObject(part);
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw noObject(part);
      }
    } catch (JacksonException unreadable) {
      throw unreadable(part, unreadable);
    }
  }

  private static UnreadableBundle noObject(Part part) {
    return new UnreadableBundle("The %s is no JSON object.".formatted(part.place()));
  }

  private static UnreadableBundle unreadable(Part part, JacksonException cause) {
    return new UnreadableBundle(
        "The %s cannot be read: %s".formatted(part.place(), reason(cause)), cause);
  }

  private static String reason(JacksonException unreadable) {
    String path = path(unreadable);
    return switch (unreadable) {
      case UnrecognizedPropertyException unknown -> "it has the unknown key " + path + ".";
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      case DatabindException unfit -> "its " + path + " is missing or not what belongs there.";
      default ->
          "it is not well-formed JSON (line %d).".formatted(unreadable.getLocation().getLineNr());
    };
  }

  private static String path(JacksonException unreadable) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : unreadable.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "content" : path.toString();
  }
}
