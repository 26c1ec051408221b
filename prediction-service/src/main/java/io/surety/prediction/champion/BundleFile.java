package io.surety.prediction.champion;

import io.surety.bundle.ExportManifest;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.ModelExport;
import io.surety.bundle.UnreadableBundle;
import io.surety.registry.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that comes in a file instead of from a registry: an export, or, where what is not
 * approved is allowed, a bundle by itself. Every checksum, definition and example in it is proved.
 *
 * @param version a bundle by itself may have no number; then it is version 1
 * @param approved whether the export holds the approval of its version
 */
public record BundleFile(ModelVersion version, ModelBundle bundle, boolean approved) {

  /**
   * Reads a file of either kind.
   *
   * @throws UnreadableBundle when it cannot be read, is not whole, scores otherwise here, or holds
   *     what nobody approved and that is not allowed
   */
  public static BundleFile read(Path file, boolean allowUnapproved) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UnreadableBundle("The file %s cannot be read.".formatted(file));
    }
    return of(bytes, allowUnapproved);
  }

  /** As {@link #read}, from bytes. */
  public static BundleFile of(byte[] bytes, boolean allowUnapproved) {
    BundleFile file = ModelExport.looksLikeOne(bytes) ? ofExport(bytes) : ofBundle(bytes);
    if (!file.approved() && !allowUnapproved) {
      throw new UnreadableBundle(
          "Nobody approved %s in this file, so it is not served. Have it approved, write it with './surety export', or allow what is not approved by name."
              .formatted(file.version()));
    }
    file.bundle().verify();
    return file;
  }

  private static BundleFile ofExport(byte[] bytes) {
    ModelExport export = ModelExport.read(bytes);
    ExportManifest manifest = export.manifest();
    return new BundleFile(
        new ModelVersion(manifest.model(), manifest.version()),
        export.bundle(),
        export.approval().isPresent());
  }

  private static BundleFile ofBundle(byte[] bytes) {
    ModelBundle bundle = ModelBundle.read(bytes);
    Integer number = bundle.manifest().modelVersion();
    String name = bundle.manifest().modelName();
    try {
      return new BundleFile(new ModelVersion(name, number == null ? 1 : number), bundle, false);
    } catch (IllegalArgumentException unfit) {
      throw new UnreadableBundle(String.valueOf(unfit.getMessage()));
    }
  }
}
