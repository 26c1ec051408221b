package io.surety.benchmarks;

import io.surety.benchmarks.process.ChildJvm;
import io.surety.benchmarks.process.ProcessMemory;
import io.surety.benchmarks.results.Rounds;
import io.surety.spec.ModelSpec;
import io.surety.terminal.CommandFailed;
import io.surety.training.GrownForest;
import io.surety.training.TrainingData;
import io.surety.training.TrainingProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Trains once in a process that has just begun. */
final class ColdTraining {

  private ColdTraining() {}

  /**
   * What one run took.
   *
   * @param peak the most memory that the process held, in words
   */
  record Seen(double seconds, String peak) {}

  static Seen inFreshProcess(PGSimpleDataSource trainer, Path spec)
      throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.of(ColdTraining.class)
            .withFlags(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"))
            .withArguments(List.of(String.valueOf(trainer.getUrl()), spec.toString()))
            .withVariable("PGUSER", String.valueOf(trainer.getUser()))
            .withVariable("PGPASSWORD", String.valueOf(trainer.getPassword()));
    try (ChildJvm.Running running = child.start();
        BufferedReader out = running.output()) {
      String line = out.readLine();
      if (line == null || running.end() != 0) {
        throw new CommandFailed("The fresh process failed; its words are above.");
      }
      String[] figures = line.split("\t", 2);
      return new Seen(Double.parseDouble(figures[0]), figures[1]);
    }
  }

  /** Runs in the fresh process: the address of the database and the spec are the arguments. */
  public static void main(String... args) {
    PGSimpleDataSource trainer = new PGSimpleDataSource();
    trainer.setUrl(args[0]);
    trainer.setUser(System.getenv("PGUSER"));
    trainer.setPassword(System.getenv("PGPASSWORD"));
    long start = System.nanoTime();
    TrainingData loans =
        TrainingData.read(
            trainer,
            ModelSpec.read(Path.of(args[1]), List.of()),
            Optional.empty(),
            TrainingProgress.SILENT);
    GrownForest.on(loans, TrainingProgress.SILENT);
    System.out.printf(
        Locale.ROOT,
        "%.3f\t%s%n",
        Rounds.seconds(start),
        ProcessMemory.peak(ProcessHandle.current().pid())
            .map(bytes -> (bytes >> 20) + " MB")
            .orElse("not told by this system"));
  }
}
