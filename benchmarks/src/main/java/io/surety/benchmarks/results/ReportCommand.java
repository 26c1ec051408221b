package io.surety.benchmarks.results;

import io.surety.terminal.CommandFailed;
import io.surety.terminal.ExitCode;
import io.surety.terminal.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the page of all results. */
@Command(
    name = "report",
    description = "Writes docs/performance.md from the newest result of each benchmark.")
public final class ReportCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  public ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<KeptResult> results = Results.ofThisSurety().all();
    if (results.isEmpty()) {
      throw new CommandFailed(
          "No benchmark has been run here yet: type ./surety bench --help, and run one first.");
    }
    Path page = session.home().resolve("docs").resolve("performance.md");
    try {
      Files.createDirectories(page.getParent());
      WholeFile.write(page, new Report(results).markdown());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    session.console().say("  docs/performance.md tells of %d benchmarks".formatted(results.size()));
    return ExitCode.DONE.number();
  }
}
