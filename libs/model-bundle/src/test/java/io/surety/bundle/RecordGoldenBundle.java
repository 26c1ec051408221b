package io.surety.bundle;

import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records the golden bundle of the current format, once, when the format is new: {@code ./mvnw test
 * -pl libs/model-bundle -am -Dtest=RecordGoldenBundle -Dsurefire.failIfNoSpecifiedTests=false}. The
 * name keeps it out of every test run, and a folder that is there is never written again.
 */
class RecordGoldenBundle {

  private static final long SEED = 20260101;
  private static final int ROWS = 24;

  /** What stands beside a golden bundle. */
  private record Answers(String sha256, List<Example> answers) {}

  @Test
  void recordsTheCurrentFormatOnce() throws Exception {
    Path folder = Path.of("src/test/resources/golden/format-" + Manifest.FORMAT_VERSION);
    Files.createDirectories(folder.getParent());
    Files.createDirectory(folder);

    record(folder, "logistic", "binary:logistic", new Platt(0.75, -1.5));
    record(
        folder,
        "two-classes",
        "multi:softprob",
        new Isotonic(List.of(0.1, 0.5, 0.9), List.of(0.01, 0.2, 0.75)));
  }

  private static void record(Path folder, String name, String objective, Calibrator calibrator)
      throws IOException {
    byte[] forest = NativeModels.ubjson(Recipe.of(objective, 5, 3).with("max_depth", 3), SEED);
    byte[] bundle =
        new BundleWriter("loan-risk", LoanBundles.SCHEMA, forest)
            .modelVersion(3)
            .calibrator(calibrator)
            .policy(new DecisionPolicy(0.15, 0.4))
            .examples(rows().limit(5).toList())
            .reference(
                ReferenceHistograms.of(
                    LoanBundles.SCHEMA,
                    input -> rows().mapToDouble(row -> row[input]).toArray(),
                    new Random(SEED).doubles(ROWS).toArray()))
            .evaluation("{\"auc\": 0.75}\n")
            .report("<!doctype html><title>Loan risk</title>\n")
            .provenance("{\"seed\": %d}\n".formatted(SEED))
            .write();
    Scorer scorer = ModelBundle.read(bundle).scorer();
    List<Example> answers = rows().map(row -> Example.of(scorer, row)).toList();
    Files.write(folder.resolve(name + ".zip"), bundle, StandardOpenOption.CREATE_NEW);
    Files.write(
        folder.resolve(name + ".json"),
        BundleJson.write(new Answers(Sha256.of(bundle), answers)),
        StandardOpenOption.CREATE_NEW);
  }

  /** The same rows every time, with ties and missing values. */
  private static Stream<double[]> rows() {
    float[] data = NativeModels.rows(ROWS, 5, new Random(SEED));
    return IntStream.range(0, ROWS)
        .mapToObj(row -> IntStream.range(0, 5).mapToDouble(i -> data[row * 5 + i]).toArray());
  }
}
