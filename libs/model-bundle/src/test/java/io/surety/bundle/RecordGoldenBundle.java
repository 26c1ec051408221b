package io.surety.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Feature;
import io.surety.forest.Forest;
import io.surety.forest.NativeModels;
import io.surety.forest.NativeModels.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Records the golden bundles of the current format, once, when the format is new: {@code ./mvnw
 * test -pl libs/model-bundle -am -Dtest=RecordGoldenBundle
 * -Dsurefire.failIfNoSpecifiedTests=false}. The name keeps it out of every test run, and a folder
 * that is there is never written again.
 */
class RecordGoldenBundle {

  private static final long SEED = 20260101;
  private static final int ROWS = 24;
  private static final int TRAINED_ROWS = 600;
  private static final List<String> HOMES = List.of("own", "rented", "with parents", "other");

  private static final InputSchema WITH_HOME =
      new InputSchema(
          List.of(
              ModelInput.of(Feature.NB_PREVIOUS_LOANS)
                  .withReasons(
                      new ReasonTexts(
                          "number of previous loans", "few previous loans", null, null, 2.5)),
              ModelInput.of(Feature.AVG_AMOUNT_LOANS_PREVIOUS)
                  .withReasons(new ReasonTexts(null, null, "large loans", "no loans", 100.0)),
              ModelInput.of(Feature.AGE),
              new ModelInput(
                      "home",
                      InputType.CATEGORY,
                      MissingRule.ALLOWED,
                      null,
                      HOMES,
                      List.of("name_housing_type"))
                  .withReasons(new ReasonTexts("housing", null, null, "housing unknown", null)),
              ModelInput.of(Feature.FLAG_OWN_CAR)
                  .withReasons(new ReasonTexts(null, "no car owned", null, null, null))));

  /** What stands beside a golden bundle. */
  private record Answers(String sha256, List<Answer> answers) {}

  /** The texts are said of the row when every input pushed the risk up by as much. */
  private record Answer(
      List<@Nullable Double> row,
      float margin,
      double probability,
      Decision decision,
      int points,
      List<String> texts) {}

  @Test
  void recordsTheCurrentFormatOnce() throws Exception {
    Path folder = Path.of("src/test/resources/golden/format-" + Manifest.FORMAT_VERSION);
    Files.createDirectories(folder.getParent());
    Files.createDirectory(folder);

    record(
        folder,
        "categories",
        writer(WITH_HOME, forestWithCategories(), rows(ROWS))
            .calibrator(new Platt(0.75, -0.5))
            .scoreScale(new ScoreScale(500, 20, 40))
            .breaker(
                new BreakerPolicy(
                    Instead.POLICY,
                    Decision.DECLINE,
                    Duration.ofMinutes(30),
                    0.5,
                    300,
                    List.of(
                        new WatchRule(
                            WatchedFigure.SCORE_DRIFT,
                            Duration.ofHours(6),
                            500,
                            0.2,
                            Consequence.ALERT)))),
        rows(ROWS));
    record(
        folder,
        "two-classes",
        writer(
                LoanBundles.SCHEMA,
                NativeModels.ubjson(Recipe.of("multi:softprob", 5, 3).with("max_depth", 3), SEED),
                rows(ROWS))
            .positiveClass(0)
            .calibrator(new Isotonic(List.of(0.1, 0.5, 0.9), List.of(0.01, 0.2, 0.75))),
        rows(ROWS));
  }

  private static BundleWriter writer(InputSchema schema, byte[] forest, double[][] rows) {
    return new BundleWriter("loan-risk", schema, forest)
        .modelVersion(3)
        .policy(new DecisionPolicy(0.15, 0.4))
        .examples(Arrays.asList(rows).subList(0, 5))
        .reference(
            ReferenceHistograms.of(
                schema,
                input -> Arrays.stream(rows).mapToDouble(row -> row[input]).toArray(),
                new Random(SEED).doubles(ROWS).toArray()))
        .evaluation("{\"auc\": 0.75}\n")
        .report("<!doctype html><title>Loan risk</title>\n")
        .provenance("{\"seed\": %d}\n".formatted(SEED));
  }

  private static void record(Path folder, String name, BundleWriter writer, double[][] rows)
      throws IOException {
    byte[] bytes = writer.write();
    ModelBundle bundle = ModelBundle.read(bytes);
    List<Answer> answers = Arrays.stream(rows).map(row -> answer(bundle, row)).toList();
    Files.write(folder.resolve(name + ".zip"), bytes, StandardOpenOption.CREATE_NEW);
    Files.write(
        folder.resolve(name + ".json"),
        BundleJson.write(new Answers(Sha256.of(bytes), answers)),
        StandardOpenOption.CREATE_NEW);
  }

  private static Answer answer(ModelBundle bundle, double[] row) {
    Example example = Example.of(bundle.scorer(), row);
    return new Answer(
        example.row(),
        example.margin(),
        example.probability(),
        example.decision(),
        bundle.scorer().assess(row).points(),
        GoldenBundleTest.textsOfAll(bundle, row));
  }

  private static byte[] forestWithCategories() throws XGBoostError, IOException {
    double[][] rows = rows(TRAINED_ROWS);
    float[] data = new float[TRAINED_ROWS * 5];
    float[] labels = new float[TRAINED_ROWS];
    Random random = new Random(SEED);
    for (int row = 0; row < TRAINED_ROWS; row++) {
      for (int input = 0; input < 5; input++) {
        data[row * 5 + input] = (float) rows[row][input];
      }
      double risk = (rows[row][3] == 1 || rows[row][3] == 2 ? 1 : -1) - rows[row][0] / 4;
      labels[row] = risk + random.nextGaussian() > 0 ? 1 : 0;
    }
    DMatrix matrix = new DMatrix(data, TRAINED_ROWS, 5, Float.NaN);
    matrix.setLabel(labels);
    matrix.setFeatureTypes(new String[] {"int", "float", "int", "c", "i"});
    Map<String, Object> parameters =
        Map.of(
            "objective", "binary:logistic",
            "tree_method", "hist",
            "max_cat_to_onehot", 1,
            "max_depth", 3,
            "nthread", 1,
            "seed", 1);
    Booster booster = XGBoost.train(matrix, parameters, 6, Map.of(), null, null);
    byte[] forest = booster.toByteArray("ubj");
    float[][] margins = booster.predict(matrix, true);
    for (int row = 0; row < TRAINED_ROWS; row++) {
      assertThat(Forest.read(forest).margin(rows[row])).isEqualTo(margins[row][0]);
    }
    booster.dispose();
    matrix.dispose();
    return forest;
  }

  /** The same rows every time, with ties and missing values; column 3 is a category. */
  private static double[][] rows(int count) {
    Random random = new Random(SEED);
    double[][] rows = new double[count][];
    for (int row = 0; row < count; row++) {
      int loans = random.nextInt(6);
      rows[row] =
          new double[] {
            loans,
            loans == 0 ? Double.NaN : Math.rint(random.nextDouble() * 20_000) / 100,
            random.nextInt(20, 70),
            random.nextInt(8) == 0 ? Double.NaN : random.nextInt(HOMES.size()),
            random.nextInt(2)
          };
    }
    return rows;
  }
}
