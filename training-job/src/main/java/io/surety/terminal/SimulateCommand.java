package io.surety.terminal;

import io.surety.simulation.LoanBook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a loan book that nobody lent. */
@Command(
    name = "simulate",
    description = "Writes a simulated loan book with the columns of a real one.",
    footer = {
      "",
      "The same users and seed give the same file, on every machine. Any size is streamed.",
      "",
      "  ./surety simulate --users 10000 --seed 7 --out loans.csv.gz",
      "  ./surety simulate --users 1000 --out - | ./surety ingest - --data-dir try"
    })
final class SimulateCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many people borrow. Default: ${DEFAULT-VALUE}.")
  private long users;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Another seed gives other people. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; - is standard output, a name ending in .gz is compressed.")
  private String out = "";

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  SimulateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (users < 1) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "A loan book has at least one user: --users 1 or more.");
    }
    OutputFile target = OutputFile.of(out, "--out");
    try (Activity step = session.console().step("Simulating")) {
      long loans =
          target.write(stream ->
              LoanBook.write(
                  users, seed, stream, written -> step.at(Console.count(written) + " loans")));
      step.done(
          "%s of %s, seed %d, in %s"
              .formatted(
                  Console.count(loans, "loan"),
                  Console.count(users, "user"),
                  seed,
                  out.equals("-") ? "standard output" : out));
    }
    return ExitCode.DONE.number();
  }
}
