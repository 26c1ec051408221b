package io.surety.bundle;

import io.surety.forest.UnreadableForest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a bundle and writes it. The same parts give the same bytes, on every
 * machine and at any time.
 */
public final class BundleWriter {

  private final String modelName;
  private final InputSchema schema;
  private final byte[] forest;
  private @Nullable Integer modelVersion;
  private int positiveClass = 1;
  private Calibrator calibrator = new Identity();
  private @Nullable DecisionPolicy policy;
  private List<double[]> exampleRows = List.of();
  private @Nullable ReferenceHistograms reference;
  private String evaluationJson = "{}\n";
  private String reportHtml = "";
  private String provenanceJson = "{}\n";

  /**
   * Begins a bundle.
   *
   * @param forest a native XGBoost model in UBJSON, with as many inputs as the schema
   */
  public BundleWriter(String modelName, InputSchema schema, byte[] forest) {
    this.modelName = modelName;
    this.schema = schema;
    this.forest = forest.clone();
  }

  public BundleWriter modelVersion(int number) {
    this.modelVersion = number;
    return this;
  }

  /** The class of the forest, 0 or 1, that means "not paid"; 1 unless said otherwise. */
  public BundleWriter positiveClass(int ofForest) {
    this.positiveClass = ofForest;
    return this;
  }

  /** Identity unless said otherwise. */
  public BundleWriter calibrator(Calibrator fitted) {
    this.calibrator = fitted;
    return this;
  }

  public BundleWriter policy(DecisionPolicy thresholds) {
    this.policy = thresholds;
    return this;
  }

  /** Rows to score and keep with their answers, in the order of the schema, NaN where missing. */
  public BundleWriter examples(List<double[]> rows) {
    this.exampleRows = rows.stream().map(double[]::clone).toList();
    return this;
  }

  public BundleWriter reference(ReferenceHistograms histograms) {
    this.reference = histograms;
    return this;
  }

  /** A JSON object. */
  public BundleWriter evaluation(String json) {
    this.evaluationJson = json;
    return this;
  }

  public BundleWriter report(String html) {
    this.reportHtml = html;
    return this;
  }

  /** A JSON object. */
  public BundleWriter provenance(String json) {
    this.provenanceJson = json;
    return this;
  }

  /**
   * The bytes of the bundle, read back and verified.
   *
   * @throws UnreadableForest when the forest cannot be scored
   * @throws IllegalStateException when the policy, the reference or every example is missing
   */
  public byte[] write() {
    if (policy == null || reference == null || exampleRows.isEmpty()) {
      throw new IllegalStateException(
          "A bundle needs a policy, reference histograms and examples.");
    }
    return (modelName
            + forest.length
            + schema
            + modelVersion
            + positiveClass
            + calibrator
            + evaluationJson
            + reportHtml
            + provenanceJson)
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
