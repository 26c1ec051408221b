package io.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A written OpenAPI contract and what every service's contract is held to: it refers only to what
 * it has, and its schemas have the fields of the records that travel.
 */
public record WrittenContract(JsonNode document) {

  /** The text of each element of an array. */
  public static Stream<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue);
  }

  /** What stands at a JSON pointer, missing when nothing does. */
  public JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** The schema of that name, missing when there is none. */
  public JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  /** The names of a schema's fields, in the order in which they are written. */
  public Stream<String> fields(String schema) {
    return schema(schema).get("properties").propertyNames().stream();
  }

  /** Fails when a reference leads nowhere, or when there is none at all. */
  public void refersOnlyToWhatItHas() {
    assertThat(document.findValues("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(document.at(reference.stringValue().substring(1)).isMissingNode())
                .as(reference.stringValue())
                .isFalse());
  }

  /**
   * Fails unless every operation asks for this scope and says what happens without it, but for
   * those at these paths, which ask for nothing.
   */
  public void asksForTheScope(String scope, Set<String> open) {
    assertThat(document.at("/security/0/bearer/0").stringValue()).isEqualTo(scope);
    assertThat(document.at("/components/securitySchemes/bearer/scheme").stringValue())
        .isEqualTo("bearer");
    for (String path : document.get("paths").propertyNames()) {
      document.get("paths").get(path).properties().stream()
          .filter(operation -> operation.getValue().has("responses"))
          .forEach(operation -> asks(path, operation.getValue(), open.contains(path)));
    }
  }

  private static void asks(String path, JsonNode operation, boolean open) {
    JsonNode security = operation.path("security");
    assertThat(security.isArray() && security.isEmpty()).as(path + " is open").isEqualTo(open);
    JsonNode answers = operation.get("responses");
    if (!answers.has("default")) {
      assertThat(answers.propertyNames()).as(path).contains("401", "403", "429", "503");
    }
  }

  /** Fails unless a schema has the record's components as its fields, in their order. */
  public void hasTheFieldsOf(String schema, Class<? extends Record> wire) {
    assertThat(fields(schema))
        .containsExactlyElementsOf(
            Stream.of(wire.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList());
  }
}
