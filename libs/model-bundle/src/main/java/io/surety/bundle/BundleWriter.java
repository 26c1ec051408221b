package io.surety.bundle;

import io.surety.forest.Forest;
import io.surety.forest.UnreadableForest;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private ScoreScale scale = ScoreScale.DEFAULT;
  private BreakerPolicy breaker = BreakerPolicy.DEFAULT;
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

  /** The number that the model is registered under; none unless said. */
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

  /** Needed. */
  public BundleWriter policy(DecisionPolicy thresholds) {
    this.policy = thresholds;
    return this;
  }

  /** {@link ScoreScale#DEFAULT} unless said otherwise. */
  public BundleWriter scoreScale(ScoreScale ofPoints) {
    this.scale = ofPoints;
    return this;
  }

  /** {@link BreakerPolicy#DEFAULT} unless said otherwise. */
  public BundleWriter breaker(BreakerPolicy rules) {
    this.breaker = rules;
    return this;
  }

  /**
   * Rows to score and keep with their answers; at least one is needed.
   *
   * @param rows in the order of the schema, NaN where a value is missing
   */
  public BundleWriter examples(List<double[]> rows) {
    this.exampleRows = rows.stream().map(double[]::clone).toList();
    return this;
  }

  /** Needed: how inputs and scores were distributed where the model was trained. */
  public BundleWriter reference(ReferenceHistograms histograms) {
    this.reference = histograms;
    return this;
  }

  /** A JSON object; an empty one unless said otherwise. */
  public BundleWriter evaluation(String json) {
    this.evaluationJson = json;
    return this;
  }

  /** One self-contained HTML page; empty unless said otherwise. */
  public BundleWriter report(String html) {
    this.reportHtml = html;
    return this;
  }

  /** A JSON object: data, code and parameters the model came from; an empty one unless said. */
  public BundleWriter provenance(String json) {
    this.provenanceJson = json;
    return this;
  }

  /**
   * The bytes of the bundle, which were read back and verified.
   *
   * @throws IllegalStateException when policy, reference histograms or examples were not given
   * @throws UnreadableForest when the forest cannot be scored
   * @throws UnreadableBundle when a part could not be read back, such as an evaluation that is no
   *     JSON object
   */
  public byte[] write() {
    DecisionPolicy thresholds = require(policy, "a decision policy");
    ReferenceHistograms histograms = require(reference, "reference histograms");
    Forest scored = Forest.read(forest);
    Scorer scorer = new Scorer(scored, positiveClass, calibrator, thresholds, scale);

    Map<BundlePart, byte[]> parts = new EnumMap<>(BundlePart.class);
    parts.put(BundlePart.EXAMPLES, BundleJson.write(examples(scorer)));
    parts.put(BundlePart.FOREST, forest);
    parts.put(BundlePart.REFERENCE, BundleJson.write(histograms));
    parts.put(BundlePart.EVALUATION, utf8(evaluationJson));
    parts.put(BundlePart.REPORT, utf8(reportHtml));
    parts.put(BundlePart.PROVENANCE, utf8(provenanceJson));
    SortedMap<String, String> sha256 = new TreeMap<>();
    parts.forEach((part, content) -> sha256.put(part.fileName(), Sha256.of(content)));
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            modelName,
            modelVersion,
            schema,
            scored.objective().xgboostName(),
            positiveClass,
            calibrator,
            thresholds,
            scale,
            breaker,
            sha256);
    parts.put(BundlePart.MANIFEST, BundleJson.write(manifest));

    Map<String, byte[]> entries = new LinkedHashMap<>();
    parts.forEach((part, content) -> entries.put(part.fileName(), content));
    byte[] bytes = StoredZip.write(entries);
    ModelBundle.read(bytes).verify();
    return bytes;
  }

  private Examples examples(Scorer scorer) {
    if (exampleRows.isEmpty()) {
      throw new IllegalStateException("A bundle needs examples, and it was not given.");
    }
    return new Examples(exampleRows.stream().map(row -> Example.of(scorer, row)).toList());
  }

  private static <T> T require(@Nullable T part, String what) {
    if (part == null) {
      throw new IllegalStateException("A bundle needs %s, and it was not given.".formatted(what));
    }
    return part;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
