package io.surety.benchmarks.forest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/**
 * The forest that all sides score: trained once with Tribuo on seeded random rows and kept in a
 * folder, where each process that measures finds it.
 *
 * <p>It is a regression, because only there does Tribuo grow one tree a round, so that its model
 * and ours are the same trees.
 */
public final class TimedForest {

  static final int TREES = 100;
  static final int DEPTH = 6;
  static final int INPUTS = 5;

  /** The rows of a batch, and how many different single rows are scored in turn. */
  static final int ROWS = 10_000;

  private static final int TRAINING_ROWS = 30_000;
  private static final long SEED = 20260401;
  private static final String FOLDER = "surety.bench.forest";
  private static final String[] NAMES = {"f0", "f1", "f2", "f3", "f4"};

  private final Path folder;

  TimedForest(Path folder) {
    this.folder = folder;
  }

  /** The forest of the process that started this one. */
  static TimedForest ofParent() {
    return new TimedForest(Path.of(System.getProperty(FOLDER, "")));
  }

  /** What tells {@link #ofParent} where to look. */
  String property() {
    return "-D" + FOLDER + "=" + folder;
  }

  /** Trains the forest and keeps it. */
  void train() throws IOException, XGBoostError {
    Model<Regressor> model =
        new XGBoostRegressionTrainer(
                RegressionType.LINEAR, TREES, 0.1, 0, DEPTH, 1, 1, 1, 1, 0, 1, true, SEED)
            .train(new MutableDataset<>(trainingRows()));
    model.serializeToFile(folder.resolve("tribuo.pb"));
    Booster booster = ((XGBoostModel<Regressor>) model).getInnerModels().getFirst();
    Files.write(file("ubj"), booster.toByteArray("ubj"));
    Files.write(file("json"), booster.toByteArray("json"));
    float[] batch = batch();
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < batch.length; at++) {
      text.append(batch[at]).append((at + 1) % INPUTS == 0 ? '\n' : ',');
    }
    Files.writeString(folder.resolve("rows.csv"), text);
  }

  /** The model as native XGBoost writes it, {@code ubj} or {@code json}. */
  byte[] bytes(String format) throws IOException {
    return Files.readAllBytes(file(format));
  }

  Path file(String format) {
    return folder.resolve("forest." + format);
  }

  Path folder() {
    return folder;
  }

  /** Of native XGBoost, on one thread. */
  Booster booster() throws IOException, XGBoostError {
    Booster booster = XGBoost.loadModel(bytes("ubj"));
    booster.setParam("nthread", 1);
    return booster;
  }

  Model<Regressor> tribuo() throws IOException {
    return Model.deserializeFromFile(folder.resolve("tribuo.pb")).castModel(Regressor.class);
  }

  /** {@link #ROWS} rows, one after the other; the same in every process. */
  static float[] batch() {
    Random random = new Random(SEED + 1);
    float[] values = new float[ROWS * INPUTS];
    for (int at = 0; at < values.length; at++) {
      values[at] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The rows of the batch, each an array of its own. */
  static float[][] rows() {
    float[] batch = batch();
    float[][] rows = new float[ROWS][];
    Arrays.setAll(rows, row -> Arrays.copyOfRange(batch, row * INPUTS, (row + 1) * INPUTS));
    return rows;
  }

  /** A row as Tribuo takes it. */
  static Example<Regressor> example(float[] row, Regressor output) {
    double[] values = new double[INPUTS];
    Arrays.setAll(values, input -> row[input]);
    return new ArrayExample<>(output, NAMES, values);
  }

  private static DataSource<Regressor> trainingRows() {
    Random random = new Random(SEED);
    RegressionFactory factory = new RegressionFactory();
    List<Example<Regressor>> examples = new ArrayList<>();
    for (int row = 0; row < TRAINING_ROWS; row++) {
      float[] values = new float[INPUTS];
      double sum = 0;
      for (int input = 0; input < INPUTS; input++) {
        values[input] = (float) random.nextGaussian();
        sum += Math.sin(values[input] * (1 + input)) * (input % 2 == 0 ? 1 : values[0]);
      }
      examples.add(example(values, new Regressor("y", sum + random.nextGaussian() / 2)));
    }
    return new ListDataSource<>(
        examples, factory, new SimpleDataSourceProvenance("random rows", factory));
  }
}
