package io.surety.bundle;

import io.surety.forest.Forest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model as serving reads it: every checksum proved, every definition known, ready to score. It
 * never changes, and any number of threads may share it.
 */
public final class ModelBundle {

  /** What float32 may leave over when contributions are summed, as a share of the margin. */
  private static final double LARGEST_REST = 1e-4;

  private final String sha256;
  private final Manifest manifest;
  private final Scorer scorer;
  private final List<Example> examples;
  private final ReferenceHistograms reference;
  private final Map<BundlePart, byte[]> parts;

  ModelBundle(
      String sha256,
      Manifest manifest,
      Forest forest,
      List<Example> examples,
      ReferenceHistograms reference,
      Map<BundlePart, byte[]> parts) {
    this.sha256 = sha256;
    this.manifest = manifest;
    this.scorer =
        new Scorer(
            forest,
            manifest.positiveClass(),
            manifest.calibrator(),
            manifest.policy(),
            manifest.scoreScale());
    this.examples = List.copyOf(examples);
    this.reference = reference;
    this.parts = new EnumMap<>(parts);
  }

  /**
   * Reads a bundle from its bytes.
   *
   * @throws UnreadableBundle when they are no bundle, one of a newer format, a damaged one, or one
   *     that needs a feature definition other than today's
   */
  public static ModelBundle read(byte[] bytes) {
    return BundleReader.read(bytes);
  }

  /** As {@link #read(byte[])}, from a file; one that cannot be read is refused the same way. */
  public static ModelBundle read(Path file) {
    return BundleReader.read(file);
  }

  /**
   * Scores every example again, and explains it.
   *
   * @throws UnreadableBundle when an answer differs in a single bit, or the contributions do not
   *     sum to the margin
   */
  public void verify() {
    for (int number = 0; number < examples.size(); number++) {
      Example kept = examples.get(number);
      Example scored = Example.of(scorer, kept.toArray());
      if (!kept.equals(scored)) {
        throw new UnreadableBundle(
            "The bundle's example %d was kept with the answer %s %s, but scores %s %s here."
                .formatted(
                    number,
                    kept.probability(),
                    kept.decision(),
                    scored.probability(),
                    scored.decision()));
      }
      requireWholeExplanation(number, kept);
    }
  }

  private void requireWholeExplanation(int number, Example example) {
    double sum = scorer.explain(example.toArray()).sum();
    double allowed = LARGEST_REST * Math.max(1, Math.abs(example.margin()));
    if (!(Math.abs(sum - example.margin()) <= allowed)) {
      throw new UnreadableBundle(
          "The contributions to the bundle's example %d sum to %s, but its margin is %s."
              .formatted(number, sum, example.margin()));
    }
  }

  /** SHA-256 of the whole bundle, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** Name, schema, calibrator, policy, score scale and checksums. */
  public Manifest manifest() {
    return manifest;
  }

  /** Scores rows with the forest, calibrator, policy and score scale of this bundle. */
  public Scorer scorer() {
    return scorer;
  }

  /** Binds values to rows for the scorer. */
  public RowBinder binder() {
    return new RowBinder(manifest.schema());
  }

  /** Tells in the words of this bundle why an applicant is a risk. */
  public Reasons reasons() {
    return new Reasons(manifest.schema());
  }

  /** At least one row with its exact answer. */
  public List<Example> examples() {
    return examples;
  }

  /** How inputs and scores were distributed in training. */
  public ReferenceHistograms reference() {
    return reference;
  }

  /** A copy of the native XGBoost model in UBJSON, which any XGBoost tool reads. */
  public byte[] forest() {
    return part(BundlePart.FOREST).clone();
  }

  /** The evaluation as it was written: a JSON object. */
  public String evaluationJson() {
    return text(BundlePart.EVALUATION);
  }

  /** The report as it was written: one self-contained page. */
  public String reportHtml() {
    return text(BundlePart.REPORT);
  }

  /** The JSON of {@link #reference()}. */
  public String referenceJson() {
    return text(BundlePart.REFERENCE);
  }

  /** Data, code and parameters that the model came from: a JSON object. */
  public String provenanceJson() {
    return text(BundlePart.PROVENANCE);
  }

  private byte[] part(BundlePart part) {
    return Objects.requireNonNull(parts.get(part));
  }

  private String text(BundlePart part) {
    return new String(part(part), StandardCharsets.UTF_8);
  }
}
