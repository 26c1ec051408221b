package io.surety.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Reads a spec file; whatever is wrong becomes one sentence with file, line and path of keys. */
final class SpecReader {

  private static final ObjectMapper YAML =
      strict(YAMLMapper.builder())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .build();

  private final Path file;

  SpecReader(Path file) {
    this.file = file;
  }

  ModelSpec read(List<String> overrides) {
    String text = text();
    Places places = new Places(file);
    JsonNode tree;
    try {
      places.note(YAML.createParser(text));
      tree = YAML.readTree(text);
    } catch (JacksonException failure) {
      throw new UnreadableSpec(
          "%s, line %d, is not YAML: %s"
              .formatted(
                  file,
                  failure.getLocation() == null ? 1 : failure.getLocation().getLineNr(),
                  firstLine(failure)),
          failure);
    }
    if (!(tree instanceof ObjectNode root)) {
      throw new UnreadableSpec("%s is not a spec: it has no keys.".formatted(file));
    }
    ShortForms.completeScore(root);
    ShortForms.completeBreaker(root, YAML);
    overrides.forEach(override -> SpecOverride.of(override, YAML).apply(root, places));
    ShortForms.completeScore(root);
    ShortForms.completeBreaker(root, YAML);
    ShortForms.spellOutReasons(root, places);
    new SpecShape(places).check(ModelSpec.class, root, "");
    return bind(root, places);
  }

  static String yaml(ModelSpec spec) {
    return YAML.writeValueAsString(spec);
  }

  static JsonNode tree(ModelSpec spec) {
    return YAML.valueToTree(spec);
  }

  private ModelSpec bind(ObjectNode root, Places places) {
    try {
      return YAML.treeToValue(root, ModelSpec.class);
    } catch (ValueInstantiationException refused) {
      Throwable cause = refused.getCause() == null ? refused : refused.getCause();
      throw new UnreadableSpec(
          "%s: %s".formatted(places.of(path(refused)), cause.getMessage()), refused);
    } catch (MismatchedInputException mismatch) {
      throw new UnreadableSpec(
          "%s takes %s.".formatted(places.of(path(mismatch)), SpecShape.words(mismatch)), mismatch);
    }
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new UnreadableSpec("There is no spec %s.".formatted(file), missing);
    } catch (CharacterCodingException malformed) {
      throw new UnreadableSpec(
          "The spec %s cannot be read: it is not text in UTF-8.".formatted(file), malformed);
    } catch (IOException failure) {
      throw new UnreadableSpec(
          "The spec %s cannot be read: %s.".formatted(file, failure.getMessage()), failure);
    }
  }

  private static String path(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      path.append(
          step.getPropertyName() == null
              ? "[" + step.getIndex() + "]"
              : (path.isEmpty() ? "" : ".") + step.getPropertyName());
    }
    return path.toString();
  }

  private static String firstLine(JacksonException failure) {
    return failure.getOriginalMessage().lines().findFirst().orElse("");
  }

  private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
    return builder
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT));
  }
}
