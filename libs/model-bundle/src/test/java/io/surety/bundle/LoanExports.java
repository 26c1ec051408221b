package io.surety.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Exports of a small loan model, as they should be and otherwise. */
final class LoanExports {

  static final UUID REGISTRY = UUID.fromString("6f2f1c1e-6f0c-4c8e-9c06-0f1d7a3b5c11");
  static final String EVIDENCE = "{\"auc\": 0.750, \"people\": \"äöü\"}\n";
  static final ExportManifest VERSION =
      new ExportManifest(
          ExportManifest.FORMAT_VERSION,
          REGISTRY,
          "surety_dev",
          "loan-risk",
          3,
          "surety_training",
          "Dora Data",
          "data-1",
          true,
          Instant.parse("2026-11-20T08:15:30.123456Z"),
          new TreeMap<>());

  private LoanExports() {}

  static ExportedDecision approval(byte[] bundle, String decidedBy, String claimedBy) {
    return new ExportedDecision(
        REGISTRY,
        4,
        "approved",
        null,
        decidedBy,
        claimedBy,
        false,
        false,
        "better on every cohort",
        null,
        Instant.parse("2026-11-21T09:00:00.000001Z"),
        Sha256.of(bundle),
        Sha256.of(EVIDENCE.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] approved() {
    byte[] bundle = LoanBundles.bundle();
    return approved(bundle, approval(bundle, "surety_approval", "Olga Officer"));
  }

  static byte[] approved(byte[] bundle, ExportedDecision... decisions) {
    return ModelExport.write(VERSION, bundle, EVIDENCE, List.of(decisions));
  }

  static byte[] candidate() {
    return approved(LoanBundles.bundle());
  }

  static Map<String, byte[]> parts(byte[] export) {
    return new LinkedHashMap<>(StoredZip.read(export, "export"));
  }

  /** An approved export whose part is changed as text and whose checksums are right again. */
  static byte[] withPart(String fileName, UnaryOperator<String> change) {
    Map<String, byte[]> parts = parts(approved());
    String before = LoanBundles.text(parts, fileName);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("The change did nothing to " + fileName);
    }
    parts.put(fileName, after.getBytes(StandardCharsets.UTF_8));
    return withTrueChecksums(parts);
  }

  static byte[] withTrueChecksums(Map<String, byte[]> parts) {
    String manifest = LoanBundles.text(parts, "export.json");
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      manifest =
          manifest.replaceAll(
              "\"%s\" : \"[0-9a-f]+\"".formatted(part.getKey().replace(".", "\\.")),
              "\"%s\" : \"%s\"".formatted(part.getKey(), Sha256.of(part.getValue())));
    }
    parts.put("export.json", manifest.getBytes(StandardCharsets.UTF_8));
    return StoredZip.write(parts);
  }
}
