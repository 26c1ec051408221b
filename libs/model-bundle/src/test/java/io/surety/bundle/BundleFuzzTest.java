package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every place of every JSON part, replaced by everything: read or refused, nothing else. */
@Timeout(120)
class BundleFuzzTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> REPLACEMENTS =
      List.of("null", "-1", "0.5", "1e999", "\"\"", "\"age\"", "true", "[]", "[null]", "{}");

  private int read;
  private int refused;

  @Test
  void readsOrRefusesWhateverStandsInTheJson() throws Exception {
    fuzz(LoanBundles.bundle(), List.of("manifest.json", "examples.json", "reference.json"));
  }

  @Test
  void readsOrRefusesWhateverStandsInAManifestOfFormat1() throws Exception {
    fuzz(GoldenBundleTest.file("format-1/logistic.zip"), List.of("manifest.json"));
  }

  private void fuzz(byte[] bundle, List<String> changed) throws Exception {
    Map<String, byte[]> parts = LoanBundles.parts(bundle);
    for (String part : changed) {
      JsonNode root = JSON.readTree(parts.get(part));
      replaceEverywhere(root, () -> attempt(parts, part, root));
    }
    System.out.printf("changed_bundles read=%d refused=%d%n", read, refused);
    assertThat(refused).isGreaterThan(read);
  }

  private static void replaceEverywhere(JsonNode node, Runnable attempt) {
    switch (node) {
      case ObjectNode object -> {
        for (String key : List.copyOf(object.propertyNames())) {
          JsonNode before = object.get(key);
          for (String replacement : REPLACEMENTS) {
            object.set(key, JSON.readTree(replacement));
            attempt.run();
          }
          object.set(key, before);
          replaceEverywhere(before, attempt);
        }
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          JsonNode before = array.get(i);
          for (String replacement : REPLACEMENTS) {
            array.set(i, JSON.readTree(replacement));
            attempt.run();
          }
          array.set(i, before);
          replaceEverywhere(before, attempt);
        }
      }
      default -> {}
    }
  }

  private void attempt(Map<String, byte[]> parts, String part, JsonNode root) {
    String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    Map<String, byte[]> changed = new LinkedHashMap<>(parts);
    changed.put(part, json.getBytes(StandardCharsets.UTF_8));
    byte[] bytes =
        part.equals("manifest.json")
            ? StoredZip.write(changed)
            : LoanBundles.withTrueChecksums(changed);
    try {
      ModelBundle.read(bytes).verify();
      read++;
    } catch (UnreadableBundle unreadable) {
      refused++;
      assertThat(unreadable.getMessage())
          .startsWith("The bundle")
          .endsWith(".")
          .doesNotContain("null.")
          .doesNotContain("Cannot invoke");
    } catch (RuntimeException other) {
      throw new AssertionError(json, other);
    }
  }
}
