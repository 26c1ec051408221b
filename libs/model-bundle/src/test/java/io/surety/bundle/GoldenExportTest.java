package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The export of every released format must be readable for ever. The files are never edited. */
class GoldenExportTest {

  private static final String SHA256 =
      "186ed7f052d34d8887dc7ed6b998b2f556b02490cf1889f31af5e82815919f98";

  @Test
  void readsFormat1AsItWasReleased() throws Exception {
    byte[] bytes = GoldenBundleTest.file("export-format-1/approved.zip");
    assertThat(Sha256.of(bytes)).isEqualTo(SHA256);

    ModelExport export = ModelExport.read(bytes);
    export.bundle().verify();

    assertThat(export.manifest().withChecksums(new TreeMap<>())).isEqualTo(LoanExports.VERSION);
    assertThat(export.evidenceJson()).isEqualTo(LoanExports.EVIDENCE);
    assertThat(export.bundleBytes()).isEqualTo(GoldenBundleTest.file("format-2/categories.zip"));
    assertThat(export.approval())
        .contains(LoanExports.approval(export.bundleBytes(), "surety_approval", "Olga Officer"));
  }

  @Test
  void writesFormat1AsItWasReleased() throws Exception {
    byte[] bundle = GoldenBundleTest.file("format-2/categories.zip");
    assertThat(
            LoanExports.approved(
                bundle, LoanExports.approval(bundle, "surety_approval", "Olga Officer")))
        .isEqualTo(GoldenBundleTest.file("export-format-1/approved.zip"));
  }
}
