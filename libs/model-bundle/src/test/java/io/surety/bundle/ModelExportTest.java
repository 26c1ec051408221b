package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelExportTest {

  @Test
  void carriesBundleAndEvidenceToTheByteAndEveryDecision() {
    byte[] bundle = LoanBundles.bundle();
    ExportedDecision approval = LoanExports.approval(bundle, "surety_approval", "Olga Officer");

    ModelExport export = ModelExport.read(LoanExports.approved(bundle, approval));

    assertThat(export.bundleBytes()).isEqualTo(bundle);
    assertThat(export.evidenceJson()).isEqualTo(LoanExports.EVIDENCE);
    assertThat(export.decisions()).containsExactly(approval);
    assertThat(export.approval()).contains(approval);
    assertThat(export.manifest().written()).isEqualTo("loan-risk/3");
    assertThat(export.manifest().registry()).isEqualTo(LoanExports.REGISTRY);
    assertThat(export.manifest().createdAt()).isEqualTo(LoanExports.VERSION.createdAt());
    export.bundle().verify();
  }

  @Test
  void hasTheSameBytesForTheSameContent() {
    assertThat(LoanExports.approved()).isEqualTo(LoanExports.approved());
    assertThat(ModelExport.read(LoanExports.approved()).sha256())
        .isEqualTo(Sha256.of(LoanExports.approved()));
  }

  @Test
  void isToldFromABundle() {
    assertThat(ModelExport.looksLikeOne(LoanExports.candidate())).isTrue();
    assertThat(ModelExport.looksLikeOne(LoanBundles.bundle())).isFalse();
    assertThat(ModelExport.looksLikeOne(new byte[0])).isFalse();
    assertRefused(LoanBundles.bundle(), "has no export.json");
  }

  @Test
  void ofACandidateHasNoApproval() {
    assertThat(ModelExport.read(LoanExports.candidate()).approval()).isEmpty();
  }

  @Test
  void refusesANewerFormatWhateverElseItHolds() {
    assertRefused(
        LoanExports.withPart(
            "export.json",
            json -> json.replace("\"format_version\" : 1,", "\"format_version\" : 2, \"x\" : 1,")),
        "The export has format version 2, and this Surety reads versions up to 1: upgrade it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"export.json", "bundle.zip", "evidence.json", "decisions.json"})
  void refusesAMissingPart(String name) {
    Map<String, byte[]> parts = LoanExports.parts(LoanExports.approved());
    parts.remove(name);
    assertRefused(StoredZip.write(parts), "has no " + name);
  }

  @Test
  void refusesAPartTooManyAndAWrongChecksum() {
    Map<String, byte[]> parts = LoanExports.parts(LoanExports.approved());
    parts.put("more.txt", new byte[1]);
    assertRefused(StoredZip.write(parts), "'more.txt', which is no part of one");

    parts.remove("more.txt");
    parts.put("evidence.json", "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused(StoredZip.write(parts), "evidence.json is not the one that was written");
  }

  @Test
  void refusesAnApprovalOfAnotherBundleOrOtherEvidence() {
    byte[] other = LoanBundles.writer().report("another").write();
    Map<String, byte[]> parts = LoanExports.parts(LoanExports.approved());
    parts.put("bundle.zip", other);
    assertRefused(LoanExports.withTrueChecksums(parts), "decision 4 is about another bundle");

    assertRefused(
        LoanExports.withPart("evidence.json", json -> json.replace("0.750", "0.950")),
        "decision 4 was taken on other evidence");
  }

  @Test
  void refusesABundleOfAnotherModelOrVersion() {
    assertRefused(
        LoanExports.withPart("export.json", json -> json.replace("loan-risk", "card-risk")),
        "is of card-risk/3, but the bundle in it is of loan-risk");
    byte[] numbered = LoanBundles.writer().modelVersion(7).write();
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> LoanExports.approved(numbered))
        .withMessageContaining("but the bundle in it is of loan-risk/7");
  }

  @Test
  void refusesWhatTheRulesOfDecidingForbid() {
    byte[] bundle = LoanBundles.bundle();
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() ->
            LoanExports.approved(
                bundle, LoanExports.approval(bundle, "surety_training", "Olga Officer")))
        .withMessageContaining("by the login surety_training, which proposed it");
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() ->
            LoanExports.approved(
                bundle, LoanExports.approval(bundle, "surety_approval", " dora  DATA")))
        .withMessageContaining("by \" dora  DATA\", who proposed it");
    ExportedDecision approval = LoanExports.approval(bundle, "surety_approval", "Olga Officer");
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> LoanExports.approved(bundle, approval, approval))
        .withMessageContaining("was decided 2 times");
    assertRefused(
        LoanExports.withPart(
            "export.json",
            json -> json.replace("\"gates_passed\" : true", "\"gates_passed\" : false")),
        "failed a gate");
  }

  @Test
  void refusesAFileThatCannotBeRead(@TempDir Path folder) {
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> ModelExport.read(folder.resolve("missing.zip")))
        .withMessageContaining("cannot be read");
  }

  /** Seed 20261122: what is changed anywhere is refused in a sentence, or changed nothing. */
  @Test
  void refusesCleanlyWhateverIsFlippedCutOffOrAdded() {
    byte[] whole = LoanExports.approved();
    Random random = new Random(20261122);
    for (int attempt = 0; attempt < 3_000; attempt++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      attempt(flipped);
      attempt(Arrays.copyOf(whole, random.nextInt(whole.length)));
      attempt(Arrays.copyOf(whole, whole.length + 1 + random.nextInt(100)));
    }
  }

  private static void attempt(byte[] damaged) {
    try {
      ModelExport export = ModelExport.read(damaged);
      // What a zip's directory says of the program that wrote it and of file modes is not content.
      assertThat(LoanExports.parts(damaged).keySet())
          .isEqualTo(LoanExports.parts(LoanExports.approved()).keySet());
      assertThat(export.bundle().sha256()).isEqualTo(Sha256.of(LoanBundles.bundle()));
      assertThat(damaged).hasSize(LoanExports.approved().length);
    } catch (UnreadableBundle refused) {
      assertThat(refused.getMessage()).startsWith("The export").endsWith(".");
    }
  }

  private static void assertRefused(byte[] export, String reason) {
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> ModelExport.read(export))
        .withMessageContaining(reason);
  }
}
