package io.surety.terminal;

import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads files of loans. */
@Command(
    name = "ingest",
    description = "Loads files of loans and computes the features of the users they touch.",
    footer = {
      "",
      "One file is one transaction. A bad row goes to quarantine; a file with wrong columns or with",
      "too many bad rows is refused whole. The same file again changes nothing."
    })
final class IngestCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A .csv or .csv.gz file, or - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--max-bad-share",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "The share of bad rows, 0 to 1, above which a file is refused. Default: 0.01.")
  private double maxBadShare;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  IngestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!(maxBadShare >= 0 && maxBadShare <= 1)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "--max-bad-share lies between 0 and 1, such as 0.01 for 1 %.");
    }
    List<LoanSource> sources = files.stream().map(this::source).toList();
    try (OpenDatabase open = database.open(session)) {
      requireNoneSimulated(open);
      for (LoanSource source : sources) {
        Intake.run(open, source, new IngestRules(maxBadShare), session.clock(), session.console());
      }
    }
    return ExitCode.DONE.number();
  }

  private void requireNoneSimulated(OpenDatabase open) {
    Optional<Path> folder = database.folder(session);
    KnownLoans.in(open.as(Purpose.TRAINING))
        .requireNoneSimulated(
            folder.map(Path::toString).orElse("The database"),
            folder
                .map(Typed::beside)
                .map(other -> "to keep them apart, type: " + typed().in(other))
                .orElse("name another with --database."));
  }

  private Typed typed() {
    return new Typed(spec.commandLine().getParent().getParseResult().originalArgs());
  }

  private LoanSource source(String name) {
    return name.equals("-")
        ? LoanSource.ofStream("standard input", session.input())
        : LoanSource.of(readable(Path.of(name)));
  }

  /** A file that can be read, or the refusal that says what is wrong with it. */
  static Path readable(Path file) {
    if (!Files.exists(file)) {
      throw new CommandFailed("There is no file %s; check its name.".formatted(file));
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailed(
          "%s cannot be read as a file; check its name and permissions.".formatted(file));
    }
    return file;
  }
}
