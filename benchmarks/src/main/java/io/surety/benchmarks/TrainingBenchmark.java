package io.surety.benchmarks;

import io.surety.featurestore.FeatureStoreMigrations;
import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanLedger;
import io.surety.loans.LoanSource;
import io.surety.loans.Progress;
import io.surety.spec.ModelSpec;
import io.surety.training.GrownForest;
import io.surety.training.TrainingData;
import io.surety.training.TrainingProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Training from the feature table to the forest against XGBoost4J itself, by turns in one process
 * on the same training loans of one durable server.
 *
 * <p>Ours reads all loans over JDBC, checks and deals them, and grows the forest with Tribuo. The
 * other side is {@code XGBoost.train} alone, {@code binary:logistic} with the same parameters on a
 * matrix that is made anew before the clock starts, because a matrix keeps what it computed. Both
 * forests must be the same, byte for byte. Then a fresh process does ours once, cold, and says how
 * much memory it took at most. Arguments: the file of loans, the spec, and how often (5).
 */
public final class TrainingBenchmark {

  private static final String CHILD = "--once";

  private final Path file;
  private final Path specFile;
  private final int rounds;
  private final PrintStream out;

  private TrainingBenchmark(Path file, Path specFile, int rounds, PrintStream out) {
    this.file = file;
    this.specFile = specFile;
    this.rounds = rounds;
    this.out = out;
  }

  /** Runs the benchmark. */
  public static void main(String... args) throws Exception {
    if (args.length == 3 && args[0].equals(CHILD)) {
      once(args[1], Path.of(args[2]), System.out);
      return;
    }
    if (args.length < 2 || args.length > 3) {
      System.err.println("Usage: TrainingBenchmark FILE SPEC [ROUNDS]");
      System.exit(2);
    }
    int rounds = args.length == 3 ? Integer.parseInt(args[2]) : 5;
    new TrainingBenchmark(Path.of(args[0]), Path.of(args[1]), rounds, System.out).run();
  }

  private void run() throws Exception {
    try (DurableServer server = DurableServer.start()) {
      out.println(server.describe());
      DataSource trainer = load(server);
      ModelSpec spec = ModelSpec.read(specFile, List.of());
      TrainingData data = read(trainer, spec);
      float[] values = data.trainingInputs();
      float[] labels = data.trainingLabels();
      out.printf(
          "%,d training loans, %d inputs, %d trees of depth %d, %d threads%n",
          labels.length,
          spec.inputs().size(),
          spec.learner().trees(),
          spec.learner().depth(),
          spec.learner().threads());
      double[] bare = new double[rounds];
      double[] ours = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        bare[round] = bare(spec, values, labels);
        long start = System.nanoTime();
        TrainingData loans = read(trainer, spec);
        double reading = seconds(start);
        byte[] forest = GrownForest.on(loans, TrainingProgress.SILENT).ubjson();
        ours[round] = seconds(start);
        requireSame(forest, spec, values, labels);
        out.printf(
            "round %d: XGBoost4J %.2f s, table to forest %.2f s (of it reading %.2f s), ratio %.2f%n",
            round + 1, bare[round], ours[round], reading, ours[round] / bare[round]);
      }
      out.printf(
          "median: XGBoost4J %.2f s, table to forest %.2f s, RATIO %.2f%n",
          median(bare), median(ours), median(ours) / median(bare));
      freshProcess((PGSimpleDataSource) trainer);
    }
  }

  private DataSource load(DurableServer server) throws SQLException {
    DataSource owner = server.createDatabase();
    FeatureStoreMigrations.migrate(owner);
    DataSource trainer = server.trainer(owner);
    IngestOutcome outcome =
        new LoanLedger(trainer, Clock.systemUTC())
            .ingest(LoanSource.of(file), IngestRules.DEFAULT, Progress.SILENT);
    if (!(outcome instanceof IngestOutcome.Loaded loaded)) {
      throw new IllegalStateException("The file was not loaded: " + outcome);
    }
    out.printf("%,d loans of %s in the feature table%n", loaded.added(), file.getFileName());
    return trainer;
  }

  private static double bare(ModelSpec spec, float[] values, float[] labels) throws XGBoostError {
    DMatrix matrix = matrix(spec, values, labels);
    long start = System.nanoTime();
    Booster booster =
        XGBoost.train(
            matrix,
            GrownForest.parameters(spec.learner()),
            spec.learner().trees(),
            Map.of(),
            null,
            null);
    double seconds = seconds(start);
    booster.dispose();
    matrix.dispose();
    return seconds;
  }

  private static void requireSame(byte[] forest, ModelSpec spec, float[] values, float[] labels)
      throws XGBoostError {
    DMatrix matrix = matrix(spec, values, labels);
    Booster booster =
        XGBoost.train(
            matrix,
            GrownForest.parameters(spec.learner()),
            spec.learner().trees(),
            Map.of(),
            null,
            null);
    if (!Arrays.equals(forest, booster.toByteArray("ubj"))) {
      throw new IllegalStateException("The two sides grew different forests.");
    }
    booster.dispose();
    matrix.dispose();
  }

  private static DMatrix matrix(ModelSpec spec, float[] values, float[] labels)
      throws XGBoostError {
    DMatrix matrix = new DMatrix(values, labels.length, spec.inputs().size(), Float.NaN);
    matrix.setLabel(labels);
    matrix.setFeatureNames(spec.schema().names().toArray(String[]::new));
    return matrix;
  }

  private static TrainingData read(DataSource trainer, ModelSpec spec) {
    return TrainingData.read(trainer, spec, Optional.empty(), TrainingProgress.SILENT);
  }

  private void freshProcess(PGSimpleDataSource trainer) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(
        List.of(TrainingBenchmark.class.getName(), CHILD, trainer.getUrl(), specFile.toString()));
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    process.environment().put("PGUSER", String.valueOf(trainer.getUser()));
    process.environment().put("PGPASSWORD", String.valueOf(trainer.getPassword()));
    if (process.start().waitFor() != 0) {
      throw new IllegalStateException("The fresh process failed.");
    }
  }

  private static void once(String url, Path specFile, PrintStream out) throws IOException {
    PGSimpleDataSource trainer = new PGSimpleDataSource();
    trainer.setUrl(url);
    trainer.setUser(System.getenv("PGUSER"));
    trainer.setPassword(System.getenv("PGPASSWORD"));
    long start = System.nanoTime();
    TrainingData loans = read(trainer, ModelSpec.read(specFile, List.of()));
    double reading = seconds(start);
    GrownForest.on(loans, TrainingProgress.SILENT);
    double seconds = seconds(start);
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("VmHWM is not told by this system");
    out.printf(
        "fresh process: table to forest %.2f s (of it reading %.2f s), %s, heap limit %d MB%n",
        seconds, reading, peak, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
