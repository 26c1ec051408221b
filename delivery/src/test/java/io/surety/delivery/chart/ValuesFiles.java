package io.surety.delivery.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Values files as trees, and several of them as one, as Helm merges them. */
final class ValuesFiles {

  private static final YAMLMapper YAML = new YAMLMapper();

  private ValuesFiles() {}

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) YAML.readTree(file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The chart's own values with these over them, as text. */
  static String merged(List<Path> files) throws IOException {
    ObjectNode all = read(Chart.FOLDER.resolve("values.yaml"));
    files.forEach(file -> lay(read(file), all));
    return YAML.writeValueAsString(all);
  }

  private static void lay(ObjectNode over, ObjectNode under) {
    for (Map.Entry<String, JsonNode> said : over.properties()) {
      if (said.getValue() instanceof ObjectNode deeper
          && under.get(said.getKey()) instanceof ObjectNode below) {
        lay(deeper, below);
      } else {
        under.set(said.getKey(), said.getValue());
      }
    }
  }
}
