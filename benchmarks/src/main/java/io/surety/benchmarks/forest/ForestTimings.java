package io.surety.benchmarks.forest;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.surety.forest.Forest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** Nanoseconds for a row, by side and by how many rows it is given at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForestTimings {

  private static final int ROWS = TimedForest.ROWS;

  /** Single rows in turn, so that no branch can be learnt by heart. */
  @State(Scope.Thread)
  public static class Rows {

    private final float[][] rows = TimedForest.rows();
    private final double[][] doubles = new double[rows.length][];
    private int at;

    /** Copies the rows as doubles, as services hold them. */
    public Rows() {
      Arrays.setAll(
          doubles,
          row -> {
            double[] values = new double[TimedForest.INPUTS];
            Arrays.setAll(values, input -> rows[row][input]);
            return values;
          });
    }

    float[] next() {
      return rows[step()];
    }

    double[] nextDoubles() {
      return doubles[step()];
    }

    private int step() {
      at = at + 1 == rows.length ? 0 : at + 1;
      return at;
    }
  }

  /** Ten thousand rows, and room for their margins. */
  @State(Scope.Thread)
  public static class Batch {
    private final float[] rows = TimedForest.batch();
    private final float[] into = new float[ROWS];
    private final double[] contributions = new double[TimedForest.INPUTS + 1];
  }

  /** Our forest, shared by all threads. */
  @State(Scope.Benchmark)
  public static class Ours {
    private final Forest forest;

    /** Reads the file. */
    public Ours() {
      try {
        forest = Forest.read(TimedForest.ofParent().bytes("ubj"));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Native XGBoost. */
  @State(Scope.Benchmark)
  public static class Native {
    private final Booster booster;

    /** Loads the file. */
    public Native() {
      try {
        booster = TimedForest.ofParent().booster();
      } catch (IOException | XGBoostError unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
  }

  /** Tribuo, with one example for each row made before the clock starts. */
  @State(Scope.Benchmark)
  public static class Tribuo {
    private final Model<Regressor> model;
    private final Example<?>[] examples = new Example<?>[ROWS];
    private int at;

    /** Loads the model. */
    public Tribuo() {
      try {
        model = TimedForest.ofParent().tribuo();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      float[][] rows = TimedForest.rows();
      Arrays.setAll(
          examples, row -> TimedForest.example(rows[row], new Regressor("y", Double.NaN)));
    }

    @SuppressWarnings("unchecked")
    Example<Regressor> next() {
      at = at + 1 == ROWS ? 0 : at + 1;
      return (Example<Regressor>) examples[at];
    }
  }

  /** ONNX Runtime on one thread. */
  @State(Scope.Benchmark)
  public static class Onnx {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Loads the same trees, written as ONNX, and holds them to our margins. */
    public Onnx() {
      try {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session =
            environment.createSession(OnnxForest.of(TimedForest.ofParent().bytes("json")), options);
      } catch (IOException | OrtException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }

    /** Refuses to measure a forest that answers otherwise. */
    @Setup
    public void holdToOurs() throws IOException, OrtException {
      Forest ours = Forest.read(TimedForest.ofParent().bytes("ubj"));
      float[] batch = TimedForest.batch();
      float[] expected = new float[ROWS];
      ours.margins(batch, ROWS, expected);
      float[][] seen = score(batch, ROWS);
      for (int row = 0; row < ROWS; row++) {
        if (Math.abs(seen[row][0] - expected[row]) > 1e-4 * Math.max(1, Math.abs(expected[row]))) {
          throw new IllegalStateException("ONNX Runtime scores another forest.");
        }
      }
    }

    float[][] score(float[] rows, int count) throws OrtException {
      long[] shape = {count, TimedForest.INPUTS};
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), shape);
          OrtSession.Result result = session.run(Map.of(OnnxForest.INPUT, tensor))) {
        return (float[][]) result.get(0).getValue();
      }
    }
  }

  /** Treelite's code, each thread with its own buffers. */
  @State(Scope.Thread)
  public static class Treelite {
    private final TreeliteLibrary library = new TreeliteLibrary(TimedForest.ofParent().folder());

    /** Refuses to measure a forest that answers otherwise. */
    @Setup
    public void holdToOurs() throws IOException {
      library.holdTo(Forest.read(TimedForest.ofParent().bytes("ubj")));
    }
  }

  /** One row. */
  @Benchmark
  public float oursOneRow(Ours ours, Rows rows) {
    return ours.forest.margin(rows.next());
  }

  /** Ten thousand rows. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[] oursBatch(Ours ours, Batch batch) {
    ours.forest.margins(batch.rows, ROWS, batch.into);
    return batch.into;
  }

  /** The contributions of one row. */
  @Benchmark
  public double[] oursContributions(Ours ours, Rows rows, Batch batch) {
    ours.forest.contributions(rows.nextDoubles(), batch.contributions);
    return batch.contributions;
  }

  /** One row by Tribuo. */
  @Benchmark
  public Prediction<Regressor> tribuoOneRow(Tribuo tribuo) {
    return tribuo.model.predict(tribuo.next());
  }

  /** One row as a matrix of its own. */
  @Benchmark
  public float[][] matrixOneRow(Native xgboost, Rows rows) throws XGBoostError {
    DMatrix matrix = new DMatrix(rows.next(), 1, TimedForest.INPUTS, Float.NaN);
    float[][] margins = xgboost.booster.predict(matrix, true);
    matrix.dispose();
    return margins;
  }

  /** One row in place. */
  @Benchmark
  public float[][] inplaceOneRow(Native xgboost, Rows rows) throws XGBoostError {
    return inplace(xgboost, rows.next(), 1);
  }

  /** Ten thousand rows in place. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[][] inplaceBatch(Native xgboost, Batch batch) throws XGBoostError {
    return inplace(xgboost, batch.rows, ROWS);
  }

  /** The contributions of one row by native XGBoost. */
  @Benchmark
  public float[][] nativeContributions(Native xgboost, Rows rows) throws XGBoostError {
    DMatrix matrix = new DMatrix(rows.next(), 1, TimedForest.INPUTS, Float.NaN);
    float[][] contributions = xgboost.booster.predictContrib(matrix, 0);
    matrix.dispose();
    return contributions;
  }

  /** One row by ONNX Runtime. */
  @Benchmark
  public float[][] onnxOneRow(Onnx onnx, Rows rows) throws OrtException {
    return onnx.score(rows.next(), 1);
  }

  /** Ten thousand rows by ONNX Runtime. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[][] onnxBatch(Onnx onnx, Batch batch) throws OrtException {
    return onnx.score(batch.rows, ROWS);
  }

  /** One row by Treelite. */
  @Benchmark
  public float treeliteOneRow(Treelite treelite, Rows rows) {
    return treelite.library.margin(rows.next(), 0);
  }

  /** Ten thousand rows by Treelite. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[] treeliteBatch(Treelite treelite, Batch batch) {
    for (int row = 0; row < ROWS; row++) {
      batch.into[row] = treelite.library.margin(batch.rows, row * TimedForest.INPUTS);
    }
    return batch.into;
  }

  private static float[][] inplace(Native xgboost, float[] rows, int count) throws XGBoostError {
    return xgboost.booster.inplace_predict(
        rows,
        count,
        TimedForest.INPUTS,
        Float.NaN,
        new int[] {0, 0},
        Booster.PredictionType.kMargin,
        null);
  }
}
