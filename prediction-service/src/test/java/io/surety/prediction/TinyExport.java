package io.surety.prediction;

import io.surety.bundle.ExportManifest;
import io.surety.bundle.ExportedDecision;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelExport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Exports of tiny bundles, as version 7. */
final class TinyExport {

  static final int VERSION = 7;

  private static final UUID REGISTRY = UUID.fromString("6f2f1c1e-6f0c-4c8e-9c06-0f1d7a3b5c11");
  private static final String EVIDENCE = "{}\n";

  private TinyExport() {}

  static byte[] approved(byte[] bundle) {
    return export(
        bundle,
        List.of(
            new ExportedDecision(
                REGISTRY,
                1,
                "approved",
                null,
                "surety_approval",
                "Olga Officer",
                false,
                false,
                "a test",
                null,
                Instant.parse("2026-11-21T09:00:00Z"),
                ModelBundle.read(bundle).sha256(),
                sha256(EVIDENCE.getBytes(StandardCharsets.UTF_8)))));
  }

  static byte[] candidate(byte[] bundle) {
    return export(bundle, List.of());
  }

  private static byte[] export(byte[] bundle, List<ExportedDecision> decisions) {
    return ModelExport.write(
        new ExportManifest(
            1,
            REGISTRY,
            "surety_dev",
            "loan-risk",
            VERSION,
            "surety_training",
            "Dora Data",
            "data-1",
            true,
            Instant.parse("2026-11-20T09:00:00Z"),
            new TreeMap<>()),
        bundle,
        EVIDENCE,
        decisions);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
