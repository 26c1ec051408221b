package io.surety.bundle;

import io.surety.feature.Feature;
import io.surety.forest.Forest;
import io.surety.forest.UnreadableForest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a bundle: first that it is one and of a known format, then that it is whole, then what it
 * holds, then that this Surety can serve it.
 */
final class BundleReader {

  private final Map<BundlePart, byte[]> parts = new EnumMap<>(BundlePart.class);
  private final Map<String, byte[]> entries;
  private final String sha256;

  private BundleReader(byte[] bytes) {
    requireLength(bytes.length);
    this.entries = StoredZip.read(bytes, "bundle");
    this.sha256 = Sha256.of(bytes);
  }

  static ModelBundle read(byte[] bytes) {
    return new BundleReader(bytes).read();
  }

  static ModelBundle read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BundlePart.MOST_BYTES_OF_ALL + 1);
    } catch (IOException unreadable) {
      throw new UnreadableBundle("The bundle %s cannot be read.".formatted(file), unreadable);
    }
    return read(bytes);
  }

  private ModelBundle read() {
    ObjectNode ofKnownFormat = requireKnownFormat();
    requireExactlyTheParts();
    Manifest manifest = ManifestFormat.manifest(ofKnownFormat);
    requireChecksums(manifest);
    requireServedDefinitions(manifest.schema());
    Forest forest = forest(manifest);
    List<Example> examples = json(BundlePart.EXAMPLES, Examples.class).examples();
    requireRows(examples, manifest.schema());
    ReferenceHistograms reference = json(BundlePart.REFERENCE, ReferenceHistograms.class);
    requireInputs(reference, manifest.schema());
    BundleJson.requireObject(BundlePart.EVALUATION, part(BundlePart.EVALUATION));
    BundleJson.requireObject(BundlePart.PROVENANCE, part(BundlePart.PROVENANCE));
    return new ModelBundle(sha256, manifest, forest, examples, reference, parts);
  }

  private static void requireLength(int length) {
    if (length > BundlePart.MOST_BYTES_OF_ALL) {
      throw new UnreadableBundle(
          "The bundle is longer than the %d MiB that are read."
              .formatted(BundlePart.MOST_BYTES_OF_ALL >> 20));
    }
  }

  private ObjectNode requireKnownFormat() {
    byte[] manifest = entries.get(BundlePart.MANIFEST.fileName());
    if (manifest == null) {
      throw new UnreadableBundle("The bundle has no manifest.json.");
    }
    requireLength(BundlePart.MANIFEST, manifest);
    return BundleJson.readKnownFormat(BundlePart.MANIFEST, manifest, Manifest.FORMAT_VERSION);
  }

  private void requireExactlyTheParts() {
    for (BundlePart part : BundlePart.values()) {
      byte[] content = entries.get(part.fileName());
      if (content == null) {
        throw new UnreadableBundle("The bundle has no %s.".formatted(part.fileName()));
      }
      requireLength(part, content);
      parts.put(part, content);
    }
    for (String name : entries.keySet()) {
      if (!BundlePart.fileNames().contains(name)) {
        throw new UnreadableBundle(
            "The bundle holds the file '%s', which is no part of one.".formatted(name));
      }
    }
  }

  private static void requireLength(BundlePart part, byte[] content) {
    if (content.length > part.mostBytes()) {
      throw new UnreadableBundle(
          "The bundle's %s is longer than the %d MiB that are read."
              .formatted(part.fileName(), part.mostBytes() >> 20));
    }
  }

  private void requireChecksums(Manifest manifest) {
    Map<String, String> expected = new TreeMap<>();
    parts.forEach((part, content) -> expected.put(part.fileName(), Sha256.of(content)));
    expected.remove(BundlePart.MANIFEST.fileName());
    if (!manifest.sha256().keySet().equals(expected.keySet())) {
      throw new UnreadableBundle(
          "The bundle's manifest.json has checksums for %s instead of for every other part."
              .formatted(manifest.sha256().keySet()));
    }
    expected.forEach((name, checksum) -> {
      if (!checksum.equals(manifest.sha256().get(name))) {
        throw new UnreadableBundle(
            "The bundle's %s is not the one that was written: its checksum is wrong."
                .formatted(name));
      }
    });
  }

  private static void requireServedDefinitions(InputSchema schema) {
    List<String> served = Feature.schema();
    for (String needed : schema.definitions()) {
      if (!served.contains(needed)) {
        throw new UnreadableBundle(
            "The bundle needs the feature definition %s, and this Surety serves %s."
                .formatted(needed, served));
      }
    }
  }

  private Forest forest(Manifest manifest) {
    Forest forest;
    try {
      forest = Forest.read(part(BundlePart.FOREST));
    } catch (UnreadableForest unreadable) {
      throw new UnreadableBundle(String.valueOf(unreadable.getMessage()), unreadable);
    }
    if (forest.inputs() != manifest.schema().size()) {
      throw new UnreadableBundle(
          "The bundle's forest has %d inputs, but its schema has %d."
              .formatted(forest.inputs(), manifest.schema().size()));
    }
    String objective = forest.objective().xgboostName();
    if (!objective.equals(manifest.objective())) {
      throw new UnreadableBundle(
          "The bundle's manifest names the objective %s, but its forest %s."
              .formatted(manifest.objective(), objective));
    }
    if (!forest.objective().isProbability()) {
      throw new UnreadableBundle(
          "The bundle's forest was trained for %s, which gives no probability to decide by."
              .formatted(objective));
    }
    return forest;
  }

  private static void requireRows(List<Example> examples, InputSchema schema) {
    if (examples.isEmpty()
        || examples.stream().anyMatch(example -> example.row().size() != schema.size())) {
      throw new UnreadableBundle(
          "The bundle's examples.json must hold examples of %d values each."
              .formatted(schema.size()));
    }
  }

  private static void requireInputs(ReferenceHistograms reference, InputSchema schema) {
    if (!List.copyOf(reference.inputs().keySet()).equals(schema.names())) {
      throw new UnreadableBundle(
          "The bundle's reference.json describes the inputs %s, but the model has %s."
              .formatted(reference.inputs().keySet(), schema.names()));
    }
  }

  private <T> T json(BundlePart part, Class<T> type) {
    return BundleJson.read(part, part(part), type);
  }

  private byte[] part(BundlePart part) {
    return Objects.requireNonNull(parts.get(part));
  }
}
