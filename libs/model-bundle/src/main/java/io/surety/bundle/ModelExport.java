package io.surety.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version of a model on its way out of its registry: the bundle and the evidence to the byte, and
 * the decisions about it. It never changes; the same content gives the same bytes. No signature is
 * in it: its SHA-256 proves that it arrived as it was sent, and who hands it on answers for it.
 */
public final class ModelExport {

  private static final String ENTRY = "PK\u0003\u0004";
  private static final int NAME_OFFSET = 30;

  private final String sha256;
  private final ExportManifest manifest;
  private final ModelBundle bundle;
  private final byte[] bundleBytes;
  private final String evidenceJson;
  private final List<ExportedDecision> decisions;

  ModelExport(
      String sha256,
      ExportManifest manifest,
      ModelBundle bundle,
      byte[] bundleBytes,
      String evidenceJson,
      List<ExportedDecision> decisions) {
    this.sha256 = sha256;
    this.manifest = manifest;
    this.bundle = bundle;
    this.bundleBytes = bundleBytes;
    this.evidenceJson = evidenceJson;
    this.decisions = List.copyOf(decisions);
  }

  /**
   * The bytes of an export, which were read back.
   *
   * @param version about the version; its format and its checksums are set here
   * @param bundle exactly as it is registered
   * @param evidenceJson exactly as it is registered
   * @param decisions oldest first
   * @throws UnreadableBundle when the parts do not belong together
   */
  public static byte[] write(
      ExportManifest version,
      byte[] bundle,
      String evidenceJson,
      List<ExportedDecision> decisions) {
    Map<ExportPart, byte[]> parts = new LinkedHashMap<>();
    parts.put(ExportPart.BUNDLE, bundle);
    parts.put(ExportPart.EVIDENCE, evidenceJson.getBytes(StandardCharsets.UTF_8));
    parts.put(ExportPart.DECISIONS, BundleJson.write(new ExportedDecisions(decisions)));
    SortedMap<String, String> checksums = new TreeMap<>();
    parts.forEach((part, content) -> checksums.put(part.fileName(), Sha256.of(content)));

    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ExportPart.MANIFEST.fileName(), BundleJson.write(version.withChecksums(checksums)));
    parts.forEach((part, content) -> entries.put(part.fileName(), content));
    byte[] bytes = StoredZip.write(entries);
    ExportReader.read(bytes);
    return bytes;
  }

  /**
   * Reads an export from its bytes.
   *
   * @throws UnreadableBundle when they are no export, one of a newer format, a damaged one, or one
   *     whose decisions are not about its bundle and evidence or break the rules of deciding
   */
  public static ModelExport read(byte[] bytes) {
    return ExportReader.read(bytes);
  }

  /** As {@link #read(byte[])}, from a file; one that cannot be read is refused the same way. */
  public static ModelExport read(Path file) {
    return ExportReader.read(ExportReader.bytes(file));
  }

  /** Whether bytes begin as an export does; a bundle, or anything else, begins otherwise. */
  public static boolean looksLikeOne(byte[] bytes) {
    String name = ExportPart.MANIFEST.fileName();
    if (bytes.length < NAME_OFFSET + name.length()) {
      return false;
    }
    String begin = new String(bytes, 0, ENTRY.length(), StandardCharsets.ISO_8859_1);
    String first = new String(bytes, NAME_OFFSET, name.length(), StandardCharsets.ISO_8859_1);
    return begin.equals(ENTRY) && first.equals(name);
  }

  /** SHA-256 of the whole export, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** Of which registry and version it is. */
  public ExportManifest manifest() {
    return manifest;
  }

  /** The bundle, read and every checksum in it proved; its examples are not scored yet. */
  public ModelBundle bundle() {
    return bundle;
  }

  /** A copy of the bundle's bytes, as they were registered. */
  public byte[] bundleBytes() {
    return bundleBytes.clone();
  }

  /** The evidence as it was registered, to the byte. */
  public String evidenceJson() {
    return evidenceJson;
  }

  /** Every decision about the version, oldest first. */
  public List<ExportedDecision> decisions() {
    return decisions;
  }

  /** The decision that permits serving the version, if it was taken. */
  public Optional<ExportedDecision> approval() {
    return decisions.stream().filter(ExportedDecision::approves).findFirst();
  }

  byte[] evidenceBytes() {
    return evidenceJson.getBytes(StandardCharsets.UTF_8);
  }
}
