package io.surety.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads an export: first that it is one and of a known format, then that it is whole, then what it
 * holds, then that its parts belong together and keep the rules of deciding.
 */
final class ExportReader {

  private final Map<ExportPart, byte[]> parts = new EnumMap<>(ExportPart.class);
  private final Map<String, byte[]> entries;
  private final String sha256;

  private ExportReader(byte[] bytes) {
    if (bytes.length > ExportPart.MOST_BYTES_OF_ALL) {
      throw tooLong("export", ExportPart.MOST_BYTES_OF_ALL);
    }
    this.entries = StoredZip.read(bytes, ExportPart.MANIFEST.whole());
    this.sha256 = Sha256.of(bytes);
  }

  static ModelExport read(byte[] bytes) {
    return new ExportReader(bytes).read();
  }

  static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ExportPart.MOST_BYTES_OF_ALL + 1);
    } catch (IOException unreadable) {
      throw new UnreadableBundle("The export %s cannot be read.".formatted(file), unreadable);
    }
  }

  private ModelExport read() {
    ExportManifest manifest = manifest();
    requireExactlyTheParts();
    requireChecksums(manifest);
    ModelBundle bundle = ModelBundle.read(part(ExportPart.BUNDLE));
    requireSameModel(manifest, bundle.manifest());
    BundleJson.requireObject(ExportPart.EVIDENCE, part(ExportPart.EVIDENCE));
    List<ExportedDecision> decisions =
        BundleJson.read(ExportPart.DECISIONS, part(ExportPart.DECISIONS), ExportedDecisions.class)
            .decisions();
    ModelExport export =
        new ModelExport(
            sha256,
            manifest,
            bundle,
            part(ExportPart.BUNDLE),
            utf8(part(ExportPart.EVIDENCE)),
            decisions);
    ExportRules.require(export);
    return export;
  }

  private ExportManifest manifest() {
    byte[] manifest = entries.get(ExportPart.MANIFEST.fileName());
    if (manifest == null) {
      throw missing(ExportPart.MANIFEST);
    }
    requireLength(ExportPart.MANIFEST, manifest);
    return BundleJson.read(
        ExportPart.MANIFEST,
        BundleJson.readKnownFormat(ExportPart.MANIFEST, manifest, ExportManifest.FORMAT_VERSION),
        ExportManifest.class);
  }

  private void requireExactlyTheParts() {
    for (ExportPart part : ExportPart.values()) {
      byte[] content = entries.remove(part.fileName());
      if (content == null) {
        throw missing(part);
      }
      requireLength(part, content);
      parts.put(part, content);
    }
    for (String name : entries.keySet()) {
      throw new UnreadableBundle(
          "The export holds the file '%s', which is no part of one.".formatted(name));
    }
  }

  private static UnreadableBundle missing(ExportPart part) {
    return new UnreadableBundle("The export has no %s.".formatted(part.fileName()));
  }

  private static void requireLength(ExportPart part, byte[] content) {
    if (content.length > part.mostBytes()) {
      throw tooLong(part.place(), part.mostBytes());
    }
  }

  private static UnreadableBundle tooLong(String what, int most) {
    return new UnreadableBundle(
        "The %s is longer than the %d MiB that are read.".formatted(what, most >> 20));
  }

  private void requireChecksums(ExportManifest manifest) {
    Map<String, String> expected = new TreeMap<>();
    parts.forEach((part, content) -> expected.put(part.fileName(), Sha256.of(content)));
    expected.remove(ExportPart.MANIFEST.fileName());
    if (!manifest.sha256().keySet().equals(expected.keySet())) {
      throw new UnreadableBundle(
          "The export's export.json has checksums for %s instead of for every other part."
              .formatted(manifest.sha256().keySet()));
    }
    expected.forEach((name, checksum) -> {
      if (!checksum.equals(manifest.sha256().get(name))) {
        throw new UnreadableBundle(
            "The export's %s is not the one that was written: its checksum is wrong."
                .formatted(name));
      }
    });
  }

  private static void requireSameModel(ExportManifest export, Manifest bundle) {
    Integer number = bundle.modelVersion();
    if (!export.model().equals(bundle.modelName())
        || (number != null && number != export.version())) {
      throw new UnreadableBundle(
          "The export is of %s, but the bundle in it is of %s%s."
              .formatted(export.written(), bundle.modelName(), number == null ? "" : "/" + number));
    }
  }

  private static String utf8(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException notText) {
      throw new UnreadableBundle("The export's evidence.json is not text in UTF-8.", notText);
    }
  }

  private byte[] part(ExportPart part) {
    return Objects.requireNonNull(parts.get(part));
  }
}
