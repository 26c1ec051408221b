package io.surety.bundle;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads manifests of every released format. An older one is completed with what its format stood
 * for; a key that its format did not know is refused, as in any other manifest.
 *
 * <p>Format 2 added the score scale and the reason texts of the inputs, format 3 the breaker.
 */
final class ManifestFormat {

  private static final String SCORE_SCALE = "score_scale";
  private static final String REASONS = "reasons";
  private static final String BREAKER = "breaker";

  private ManifestFormat() {}

  /** The manifest of an object whose {@code format_version} is one that is read. */
  static Manifest manifest(ObjectNode json) {
    ObjectNode complete = json.deepCopy();
    int version = json.path("format_version").intValue();
    if (version < 2) {
      completeFormat1(complete);
    }
    if (version < 3) {
      requireAbsent(complete, BREAKER, BREAKER);
      complete.set(BREAKER, BundleJson.tree(BreakerPolicy.DEFAULT));
    }
    return BundleJson.read(BundlePart.MANIFEST, complete, Manifest.class);
  }

  private static void completeFormat1(ObjectNode manifest) {
    requireAbsent(manifest, SCORE_SCALE, SCORE_SCALE);
    manifest.set(SCORE_SCALE, BundleJson.tree(ScoreScale.DEFAULT));
    List<JsonNode> inputs = manifest.path("schema").path("inputs").valueStream().toList();
    for (int input = 0; input < inputs.size(); input++) {
      if (inputs.get(input) instanceof ObjectNode object) {
        requireAbsent(object, REASONS, "schema.inputs[%d].%s".formatted(input, REASONS));
        object.putNull(REASONS);
      }
    }
  }

  private static void requireAbsent(ObjectNode object, String key, String path) {
    if (object.has(key)) {
      throw new UnreadableBundle(
          "The bundle's manifest.json cannot be read: it has the unknown key %s.".formatted(path));
    }
  }
}
