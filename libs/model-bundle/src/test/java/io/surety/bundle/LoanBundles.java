package io.surety.bundle;

import io.surety.feature.Feature;
import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Small bundles of the five features, and damaged ones. */
final class LoanBundles {

  /** With words for the first input, for the last, a flag, and none for the others. */
  static final InputSchema SCHEMA = worded(InputSchema.of(Feature.values()));

  static final List<double[]> ROWS =
      List.of(
          new double[] {29, 136.4468640135, 59, 3, 1},
          new double[] {0, Double.NaN, 61, Double.NaN, 0},
          new double[] {4, 125.32772185405337, 52, 8, 0});

  private static final byte[] FOREST =
      NativeModels.ubjson(Recipe.of("binary:logistic", 5, 5).with("max_depth", 3), 11);

  private LoanBundles() {}

  private static InputSchema worded(InputSchema plain) {
    List<ModelInput> inputs = new ArrayList<>(plain.inputs());
    inputs.set(
        0,
        inputs
            .get(0)
            .withReasons(
                new ReasonTexts(
                    "number of previous loans",
                    "few previous loans",
                    "many previous loans",
                    "previous loans not known",
                    4.5)));
    inputs.set(
        4, inputs.get(4).withReasons(new ReasonTexts(null, "no car", "own car", null, null)));
    return new InputSchema(inputs);
  }

  static byte[] forest() {
    return FOREST.clone();
  }

  /** Everything that a bundle needs, ready to be written or changed. */
  static BundleWriter writer() {
    return writer(SCHEMA);
  }

  static BundleWriter writer(InputSchema schema) {
    return complete(new BundleWriter("loan-risk", schema, forest()), schema);
  }

  /** Gives a writer of the five features everything else that a bundle needs. */
  static BundleWriter complete(BundleWriter writer) {
    return complete(writer, SCHEMA);
  }

  private static BundleWriter complete(BundleWriter writer, InputSchema schema) {
    double[][] columns = {{1, 2, 3}, {10, Double.NaN, 30}, {33, 44, 55}, {3, 3, 3}, {0, 1, 1}};
    return writer
        .calibrator(new Platt(0.9, -0.25))
        .policy(new DecisionPolicy(0.1, 0.5))
        .examples(ROWS)
        .reference(
            ReferenceHistograms.of(schema, index -> columns[index], new double[] {0.1, 0.2, 0.3}))
        .evaluation("{\"auc\": 0.75}\n")
        .report("<!doctype html><title>Loan risk – äöü</title>\n")
        .provenance("{\"seed\": 11}\n");
  }

  static byte[] bundle() {
    return writer().write();
  }

  /** The parts of a bundle by file name, to be changed and zipped again. */
  static Map<String, byte[]> parts(byte[] bundle) {
    return new LinkedHashMap<>(StoredZip.read(bundle, "bundle"));
  }

  /** A bundle whose part is changed as text and whose checksums are right again. */
  static byte[] withPart(String fileName, UnaryOperator<String> change) {
    Map<String, byte[]> parts = parts(bundle());
    String before = text(parts, fileName);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("The change did nothing to " + fileName);
    }
    parts.put(fileName, after.getBytes(StandardCharsets.UTF_8));
    return withTrueChecksums(parts);
  }

  static byte[] withTrueChecksums(Map<String, byte[]> parts) {
    String manifest = text(parts, "manifest.json");
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      manifest =
          manifest.replaceAll(
              "\"%s\" : \"[0-9a-f]+\"".formatted(part.getKey().replace(".", "\\.")),
              "\"%s\" : \"%s\"".formatted(part.getKey(), Sha256.of(part.getValue())));
    }
    parts.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    return StoredZip.write(parts);
  }

  static String text(Map<String, byte[]> parts, String fileName) {
    return new String(parts.get(fileName), StandardCharsets.UTF_8);
  }
}
