package io.surety.benchmarks;

import io.surety.simulation.LoanBook;
import io.surety.terminal.Activity;
import io.surety.terminal.CommandFailed;
import io.surety.terminal.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which loans a benchmark runs on: a file, or a book that is simulated for it. */
final class LoansOption {

  private static final long SEED = 7;

  @Option(
      names = "--loans",
      paramLabel = "FILE",
      description = "A file of loans, .csv or .csv.gz. Default: simulated ones.")
  private @Nullable Path file;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "36000",
      description = "How many people the simulated loan book has. Default: ${DEFAULT-VALUE}.")
  private long users;

  /** What the loans are, for the caption of a table. */
  String words() {
    Path given = file;
    return given == null
        ? Console.count(users) + " simulated people"
        : String.valueOf(given.getFileName());
  }

  /** The file to read; a simulated one lies in the folder of the run. */
  Path file(Path folder, Console console) throws IOException {
    Path given = file;
    if (given != null) {
      if (!Files.isReadable(given) || Files.isDirectory(given)) {
        throw new CommandFailed(
            "The loans %s cannot be read as a file; check its name and permissions."
                .formatted(given));
      }
      return given;
    }
    Path simulated = folder.resolve("simulated.csv");
    try (Activity step = console.step("Simulating");
        OutputStream out = Files.newOutputStream(simulated)) {
      long loans =
          LoanBook.write(users, SEED, out, written -> step.at(Console.count(written, "loan")));
      step.done(Console.count(loans, "loan") + " of " + Console.count(users, "user"));
    }
    return simulated;
  }
}
