package io.surety.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/**
 * Records the golden export of the current format, once, as {@link RecordGoldenBundle} does; the
 * name keeps it out of every test run.
 */
class RecordGoldenExport {

  @Test
  void recordsTheCurrentFormatOnce() throws Exception {
    byte[] bundle = GoldenBundleTest.file("format-2/categories.zip");
    Path folder =
        Path.of("src/test/resources/golden/export-format-" + ExportManifest.FORMAT_VERSION);
    Files.createDirectory(folder);
    byte[] bytes =
        LoanExports.approved(
            bundle, LoanExports.approval(bundle, "surety_approval", "Olga Officer"));
    Files.write(folder.resolve("approved.zip"), bytes, StandardOpenOption.CREATE_NEW);
  }
}
