package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.surety.feature.Feature;
import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BundleRefusalTest {

  private static final long SEED = 5;

  private static ThrowableAssertAlternative<UnreadableBundle> assertRefused(byte[] bundle) {
    return assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> ModelBundle.read(bundle));
  }

  @Test
  void refusesANewerFormatBeforeAnythingElse() {
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    parts.remove("forest.ubj");
    parts.put("forest.onnx", new byte[3]);
    parts.put(
        "manifest.json", "{\"format_version\": 4, \"news\": 1}".getBytes(StandardCharsets.UTF_8));
    assertRefused(StoredZip.write(parts))
        .withMessage(
            "The bundle has format version 4, and this Surety reads versions up to 3: upgrade it.");
  }

  @Test
  void refusesAWrongChecksum() {
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    parts.put("report.html", "<p>Approved.</p>".getBytes(StandardCharsets.UTF_8));
    assertRefused(StoredZip.write(parts))
        .withMessage(
            "The bundle's report.html is not the one that was written: its checksum is wrong.");
  }

  @Test
  void refusesMissingAndAdditionalParts() {
    for (BundlePart part : BundlePart.values()) {
      Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
      parts.remove(part.fileName());
      assertRefused(StoredZip.write(parts))
          .withMessage("The bundle has no %s.".formatted(part.fileName()));
    }
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    parts.put("../evil.sh", new byte[1]);
    assertRefused(StoredZip.write(parts))
        .withMessage("The bundle holds the file '../evil.sh', which is no part of one.");
  }

  @Test
  void refusesAnotherDefinitionOfAFeature() {
    assertRefused(LoanBundles.withPart("manifest.json", text -> text.replace("age@1", "age@2")))
        .withMessage(
            "The bundle needs the feature definition age@2, and this Surety serves %s."
                .formatted(Feature.schema()));
  }

  @Test
  void takesInputsThatNoFeatureFeeds() {
    List<ModelInput> inputs = new ArrayList<>(LoanBundles.SCHEMA.inputs());
    inputs.set(
        0,
        new ModelInput("x1", InputType.REAL, MissingRule.ALLOWED, null, List.of(), List.of("X")));
    InputSchema schema = new InputSchema(inputs);
    ModelBundle bundle = ModelBundle.read(LoanBundles.writer(schema).write());
    assertThat(bundle.manifest().schema()).isEqualTo(schema);
  }

  @Test
  void refusesAnythingCutOff() {
    byte[] bundle = LoanBundles.bundle();
    Random random = new Random(SEED);
    for (int length = 0; length < bundle.length; length += 1 + random.nextInt(20)) {
      assertRefused(Arrays.copyOf(bundle, length));
    }
    for (int length = bundle.length - 600; length < bundle.length; length++) {
      assertRefused(Arrays.copyOf(bundle, length));
    }
    assertRefused(Arrays.copyOf(bundle, bundle.length - 1))
        .withMessage("The bundle ends too early: it was cut off.");
    assertRefused(Arrays.copyOf(bundle, bundle.length + 1)).withMessageContaining("not laid out");
  }

  @Test
  void refusesAnyChangedByte() {
    byte[] bundle = LoanBundles.bundle();
    Random random = new Random(SEED);
    for (int trial = 0; trial < 3_000; trial++) {
      byte[] changed = bundle.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      try {
        ModelBundle.read(changed);
        assertThat(harmless(changed, bundle)).as("seed %d, byte %d", SEED, at).isTrue();
      } catch (UnreadableBundle refused) {
        assertThat(refused.getMessage()).startsWith("The bundle");
      }
    }
  }

  /** A directory repeats times and attributes that change nothing; the parts are the same. */
  private static boolean harmless(byte[] changed, byte[] bundle) {
    Map<String, byte[]> parts = StoredZip.read(changed, "bundle");
    return StoredZip.read(bundle, "bundle").entrySet().stream()
        .allMatch(part -> Arrays.equals(part.getValue(), parts.get(part.getKey())));
  }

  @Test
  void refusesAZipBombWithoutUnfoldingIt() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      byte[] zeros = new byte[1 << 20];
      for (int mebibyte = 0; mebibyte < 256; mebibyte++) {
        zip.write(zeros);
      }
    }
    assertRefused(bytes.toByteArray()).withMessageContaining("manifest.json is compressed");
  }

  @Test
  void refusesPartsLongerThanItReads() {
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    parts.put("reference.json", new byte[(4 << 20) + 1]);
    assertRefused(LoanBundles.withTrueChecksums(parts))
        .withMessage("The bundle's reference.json is longer than the 4 MiB that are read.");
    assertRefused(new byte[BundlePart.MOST_BYTES_OF_ALL + 1])
        .withMessageContaining("longer than the 126 MiB");
  }

  @Test
  void refusesAForestThatDoesNotFitItsManifest() {
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    parts.put("forest.ubj", NativeModels.ubjson(Recipe.of("binary:logistic", 4, 1), SEED));
    assertRefused(LoanBundles.withTrueChecksums(parts))
        .withMessage("The bundle's forest has 4 inputs, but its schema has 5.");
    parts.put("forest.ubj", NativeModels.ubjson(Recipe.of("multi:softprob", 5, 1), SEED));
    assertRefused(LoanBundles.withTrueChecksums(parts)).withMessageContaining("multi:softprob");
    parts.put("forest.ubj", NativeModels.ubjson(Recipe.of("reg:squarederror", 5, 1), SEED));
    assertRefused(LoanBundles.withTrueChecksums(parts)).withMessageContaining("reg:squarederror");
  }

  @Test
  void holdsNoForestThatGivesNoProbability() {
    for (String objective : List.of("reg:squarederror", "reg:tweedie", "count:poisson")) {
      byte[] forest = NativeModels.ubjson(Recipe.of(objective, 5, 1), SEED);
      BundleWriter writer =
          LoanBundles.complete(new BundleWriter("loan-amount", LoanBundles.SCHEMA, forest));
      assertThatExceptionOfType(UnreadableBundle.class)
          .isThrownBy(writer::write)
          .withMessage(
              "The bundle's forest was trained for %s, which gives no probability to decide by."
                  .formatted(objective));
    }
  }

  @Test
  void refusesAManifestItDoesNotUnderstand() {
    assertManifestRefused(
        "\"intercept\"", "\"slop\" : 1, \"intercept\"", "unknown key calibrator.slop");
    assertManifestRefused("\"model_name\"", "\"modelname\"", "its model_name is missing");
    assertManifestRefused("\"slope\" : 0.9", "\"slope\" : -0.9", "slope of at least 0");
    assertManifestRefused("\"slope\" : 0.9", "\"slope\" : \"0.9\"", "its calibrator.slope is");
    assertManifestRefused("\"platt\"", "\"magic\"", "its calibrator is");
    assertManifestRefused("\"approve_below\" : 0.1", "\"approve_below\" : 0.7", "greater than");
    assertManifestRefused("\"base_odds\" : 50.0", "\"base_odds\" : 0", "base_odds lie between");
    assertManifestRefused("\"base_odds\" : 50.0,", "", "its score_scale.base_odds is missing");
    assertManifestRefused("\"base_odds\"", "\"odds\" : 1, \"base_odds\"", "score_scale.odds");
    assertManifestRefused("\"score_scale\"", "\"scores\"", "its score_scale is missing");
    assertManifestRefused("\"few previous loans\"", "\"\"", "The text of a reason is one line");
    assertManifestRefused("\"few previous loans\"", "7", "its schema.inputs[0].reasons.low is");
    assertManifestRefused("\"low\"", "\"lo\" : 1, \"low\"", "schema.inputs[0].reasons.lo.");
    assertManifestRefused("\"typical\" : 4.5", "\"typical\" : 1e999", "is a finite number");
    assertManifestRefused(
        "\"typical\" : null",
        "\"typical\" : 0.5",
        "flag_own_car is of type flag and has no typical");
    assertManifestRefused("\"integer\"", "\"complex\"", "its schema.inputs[0].type is");
    assertManifestRefused("\"positive_class\" : 1", "\"positive_class\" : 2", "0 or 1");
    assertManifestRefused("\"positive_class\" : 1", "\"positive_class\" : null", "positive_class");
    assertManifestRefused("\"positive_class\" : 1,", "", "its positive_class is missing");
    assertManifestRefused("\"positive_class\" : 1,", "\"positive_class\" : 1;", "(line");
    assertManifestRefused("\"format_version\" : 3", "\"format_version\" : \"3\"", "format version");
    assertManifestRefused("\"forest.ubj\"", "\"forest.json\"", "instead of for every other part");
  }

  @Test
  void refusesInAManifestOfFormat1WhatCameWithFormat2() throws Exception {
    assertRefused(ofFormat1("\"policy\"", "\"score_scale\" : {}, \"policy\""))
        .withMessage(
            "The bundle's manifest.json cannot be read: it has the unknown key score_scale.");
    assertRefused(ofFormat1("\"aliases\" : [ ]", "\"aliases\" : [ ], \"reasons\" : null"))
        .withMessage(
            "The bundle's manifest.json cannot be read: it has the unknown key"
                + " schema.inputs[0].reasons.");
    assertRefused(ofFormat1("\"format_version\" : 1", "\"format_version\" : 2"))
        .withMessageContaining("reasons is missing");
  }

  @Test
  void refusesInAManifestOfFormat2WhatCameWithFormat3() throws Exception {
    assertRefused(ofFormat2("\"policy\"", "\"breaker\" : {}, \"policy\""))
        .withMessage("The bundle's manifest.json cannot be read: it has the unknown key breaker.");
    assertRefused(ofFormat2("\"format_version\" : 2", "\"format_version\" : 3"))
        .withMessageContaining("breaker is missing");
  }

  private static byte[] ofFormat2(String text, String other) throws Exception {
    return edited("format-2/categories.zip", text, other);
  }

  private static byte[] ofFormat1(String text, String other) throws Exception {
    return edited("format-1/logistic.zip", text, other);
  }

  private static byte[] edited(String golden, String text, String other) throws Exception {
    Map<String, byte[]> parts = LoanBundles.parts(GoldenBundleTest.file(golden));
    String manifest = LoanBundles.text(parts, "manifest.json");
    assertThat(manifest).contains(text);
    parts.put("manifest.json", manifest.replace(text, other).getBytes(StandardCharsets.UTF_8));
    return StoredZip.write(parts);
  }

  private static void assertManifestRefused(String text, String other, String reason) {
    Map<String, byte[]> parts = LoanBundles.parts(LoanBundles.bundle());
    String manifest = LoanBundles.text(parts, "manifest.json");
    assertThat(manifest).contains(text);
    parts.put("manifest.json", manifest.replace(text, other).getBytes(StandardCharsets.UTF_8));
    assertRefused(StoredZip.write(parts)).withMessageContaining(reason);
  }

  @Test
  void refusesExamplesAndReferenceOfAnotherModel() {
    assertRefused(LoanBundles.withPart("examples.json", text -> text.replace("29.0, ", "")))
        .withMessageContaining("examples of 5 values");
    assertRefused(
            LoanBundles.withPart("reference.json", text -> text.replace("\"age\"", "\"Age\"")))
        .withMessageContaining("reference.json describes the inputs");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatExceptionOfType(UnreadableBundle.class)
        .isThrownBy(() -> ModelBundle.read(Path.of("no-such-bundle.zip")))
        .withMessage("The bundle no-such-bundle.zip cannot be read.");
    assertRefused("not a zip".getBytes(StandardCharsets.UTF_8))
        .withMessage("The bundle is not a zip file with entries.");
  }
}
