package io.surety.delivery.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Puts templates in the place of their names, as Azure Pipelines does before a run: parameters with
 * types, defaults and allowed values, {@code ${{ if }}}, {@code ${{ else }}} and {@code ${{
 * parameters.name }}}. Anything else between {@code ${{ }}} is refused, not guessed at.
 */
final class Templates {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern INSERTED = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");
  private static final Pattern CONDITION =
      Pattern.compile("\\$\\{\\{\\s*(if|elseif|else)\\b\\s*(.*?)\\s*}}");
  private static final Set<String> LISTS = Set.of("stages", "jobs", "steps", "variables");
  private static final int DEEPEST = 10;

  private final Set<Path> read = new HashSet<>();

  /** The files that were read. */
  Set<Path> files() {
    return Set.copyOf(read);
  }

  /** A pipeline's file with every template expanded. */
  ObjectNode expand(Path file, Map<String, String> given) {
    return expand(file, given, 0);
  }

  private ObjectNode expand(Path file, Map<String, String> given, int depth) {
    if (depth > DEEPEST) {
      throw new UnreadablePipeline(
          "The templates of %s name each other in a circle.".formatted(file));
    }
    ObjectNode root = parse(file);
    Frame frame = new Frame(file, parameters(file, root, given), depth);
    root.remove("parameters");
    return object(root, frame);
  }

  /** Where a node stands. */
  private record Frame(Path file, Map<String, Object> parameters, int depth)
      implements Expression.Scope {

    @Override
    public Object value(String reference) {
      String name = reference.replaceFirst("^parameters\\.", "");
      if (!reference.startsWith("parameters.") || !parameters.containsKey(name)) {
        throw new UnreadablePipeline(
            "%s speaks of %s, which is none of its parameters (%s)."
                .formatted(file, reference, String.join(", ", parameters.keySet())));
      }
      return parameters.get(name);
    }

    @Override
    public Expression.Outcome before() {
      throw new UnreadablePipeline("%s asks before a run what became of a stage.".formatted(file));
    }
  }

  private ObjectNode parse(Path file) {
    if (!Files.isReadable(file)) {
      throw new UnreadablePipeline(
          "There is no file %s, which the pipeline names.".formatted(file));
    }
    try {
      read.add(file.normalize());
      if (YAML.readTree(Files.readString(file)) instanceof ObjectNode object) {
        return object;
      }
      throw new UnreadablePipeline("The file %s has no keys.".formatted(file));
    } catch (IOException | JacksonException failure) {
      throw new UnreadablePipeline(
          "The file %s is not YAML: %s".formatted(file, failure.getMessage()), failure);
    }
  }

  private static Map<String, Object> parameters(
      Path file, ObjectNode root, Map<String, String> given) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (JsonNode declared : root.path("parameters")) {
      String name = declared.path("name").asString("");
      String value =
          given.containsKey(name)
              ? String.valueOf(given.get(name))
              : declared.has("default") ? declared.path("default").asString("") : null;
      if (value == null) {
        throw new UnreadablePipeline(
            "The template %s needs the parameter %s, which nobody gives it.".formatted(file, name));
      }
      requireAllowed(file, declared, value);
      parameters.put(
          name,
          declared.path("type").asString("string").equals("boolean")
              ? Boolean.valueOf(value)
              : value);
    }
    for (String name : given.keySet()) {
      if (!parameters.containsKey(name)) {
        throw new UnreadablePipeline(
            "The template %s is given a parameter %s, which it does not have."
                .formatted(file, name));
      }
    }
    return parameters;
  }

  private static void requireAllowed(Path file, JsonNode declared, String value) {
    List<String> allowed =
        declared.path("values").valueStream().map(each -> each.asString("")).toList();
    boolean known =
        switch (declared.path("type").asString("string")) {
          case "string" -> allowed.isEmpty() || allowed.contains(value);
          case "boolean" -> value.equals("true") || value.equals("false");
          default -> false;
        };
    if (!known) {
      throw new UnreadablePipeline(
          "The parameter %s of %s cannot be '%s'."
              .formatted(declared.path("name").asString(""), file, value));
    }
  }

  private ObjectNode object(ObjectNode node, Frame frame) {
    ObjectNode expanded = JsonNodeFactory.instance.objectNode();
    boolean taken = false;
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      Matcher condition = CONDITION.matcher(property.getKey());
      if (condition.matches()) {
        boolean holds = holds(condition, taken, frame);
        taken = (taken && !condition.group(1).equals("if")) || holds;
        if (holds) {
          for (Map.Entry<String, JsonNode> inner :
              object((ObjectNode) property.getValue(), frame).properties()) {
            expanded.set(inner.getKey(), inner.getValue());
          }
        }
      } else {
        expanded.set(
            inserted(property.getKey(), frame),
            node(property.getKey(), property.getValue(), frame));
      }
    }
    return expanded;
  }

  private JsonNode node(String key, JsonNode node, Frame frame) {
    if (node instanceof ObjectNode object) {
      return object(object, frame);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode expanded = JsonNodeFactory.instance.arrayNode();
      elements(key, array, frame).forEach(expanded::add);
      return expanded;
    }
    return node.isString() ? StringNode.valueOf(inserted(node.asString(), frame)) : node;
  }

  private List<JsonNode> elements(String key, ArrayNode array, Frame frame) {
    List<JsonNode> expanded = new ArrayList<>();
    boolean taken = false;
    for (JsonNode element : array) {
      String only = onlyKey(element);
      Matcher condition = CONDITION.matcher(only);
      if (condition.matches()) {
        boolean holds = holds(condition, taken, frame);
        taken = (taken && !condition.group(1).equals("if")) || holds;
        if (holds) {
          expanded.addAll(elements(key, (ArrayNode) element.path(only), frame));
        }
      } else if (element.has("template") && LISTS.contains(key)) {
        expanded.addAll(template(key, element, frame));
      } else {
        expanded.add(node(key, element, frame));
      }
    }
    return expanded;
  }

  private List<JsonNode> template(String key, JsonNode element, Frame frame) {
    Path file = frame.file().resolveSibling(inserted(element.path("template").asString(""), frame));
    Map<String, String> given = new LinkedHashMap<>();
    if (element.path("parameters") instanceof ObjectNode parameters) {
      for (Map.Entry<String, JsonNode> each : object(parameters, frame).properties()) {
        given.put(each.getKey(), each.getValue().asString(""));
      }
    }
    JsonNode list = expand(file, given, frame.depth() + 1).path(key);
    if (!list.isArray()) {
      throw new UnreadablePipeline(
          "The template %s is used as a list of %s, and has none.".formatted(file, key));
    }
    return list.valueStream().toList();
  }

  private static String onlyKey(JsonNode element) {
    return element instanceof ObjectNode object && object.size() == 1
        ? object.propertyNames().iterator().next()
        : "";
  }

  private static boolean holds(Matcher condition, boolean taken, Frame frame) {
    return switch (condition.group(1)) {
      case "if" -> Expression.holds(condition.group(2), frame);
      case "elseif" -> !taken && Expression.holds(condition.group(2), frame);
      default -> !taken;
    };
  }

  private static String inserted(String text, Frame frame) {
    return INSERTED
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(String.valueOf(Expression.evaluate(found.group(1), frame))));
  }
}
