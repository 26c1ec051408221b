package io.surety.benchmarks.forest;

import io.surety.benchmarks.process.TemporaryFolder;
import io.surety.benchmarks.results.Result;
import io.surety.benchmarks.results.Results;
import io.surety.benchmarks.results.Shown;
import io.surety.terminal.Activity;
import io.surety.terminal.Console;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scoring and explaining one forest, ours against the others, by JMH in processes of their own. */
@Command(
    name = "forest",
    description = "Scoring: our forest against native XGBoost, Tribuo, ONNX Runtime and Treelite.",
    footer = {"", "  OMP_WAIT_POLICY=passive ./surety bench forest --forks 3"})
public final class ForestBenchmark implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many processes measure each line. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long each measures, and warms up before. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      defaultValue = "python3",
      description = "The Python that has treelite and tl2cgen. Default: ${DEFAULT-VALUE}.")
  private String python = "python3";

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  /** Speaks to this session. */
  public ForestBenchmark(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Console console = session.console();
    List<String> skipped = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      TimedForest forest = new TimedForest(folder.path());
      forest.train();
      TreeliteLibrary.compile(python, forest)
          .ifPresent(why -> skipped.add("SKIPPED: treelite and tl2cgen, because " + why));
      skipped.forEach(console::say);
      Timings timings = new Timings();
      for (Timed timed : Timed.values()) {
        if (timed.needsTreelite() && !skipped.isEmpty()) {
          continue;
        }
        try (Activity step = console.step(timed.words())) {
          step.at("measuring");
          Timings.Figure figure = run(timed, forest);
          timings.put(timed, figure);
          step.done(figure.words());
        }
      }
      Result result =
          new Result(
              "forest",
              "The forest",
              Shown.command(command),
              session.clock().instant(),
              List.of(timings.goals(), timings.all()),
              remarks(skipped));
      Results.save(result);
      Shown.print(result, console);
    }
    return ExitCode.DONE.number();
  }

  private Timings.Figure run(Timed timed, TimedForest forest) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^%s\\.%s$".formatted(ForestTimings.class.getName(), timed.method()))
            .threads(timed.threads())
            .forks(forks)
            .warmupIterations(seconds)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .jvmArgs(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                forest.property());
    RunResult result = new Runner(options.build()).runSingle();
    return new Timings.Figure(
        result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError());
  }

  private List<String> remarks(List<String> skipped) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "One forest for all: %d trees of depth %d over %d inputs, grown by Tribuo on random rows;"
                .formatted(TimedForest.TREES, TimedForest.DEPTH, TimedForest.INPUTS)
            + " single rows are %d different ones in turn, a batch holds as many."
                .formatted(TimedForest.ROWS));
    remarks.add(
        ("JMH, %d processes for each line, each %d seconds after as many of warming up; native"
                + " XGBoost and ONNX Runtime on one thread. Behind ± stands JMH's error at 99.9 %%.")
            .formatted(forks, seconds));
    remarks.addAll(skipped);
    return remarks;
  }
}
