package io.surety.terminal;

import io.surety.loans.IngestOutcome;
import io.surety.loans.IngestRules;
import io.surety.loans.LoanSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      "too many bad rows is refused whole. The same file again changes nothing, so a folder may be",
      "taken again and again."
    })
final class IngestCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "A .csv or .csv.gz file, or - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--inbox",
      paramLabel = "DIR",
      description =
          "Takes every .csv and .csv.gz file of a folder, in the order of their names; what was"
              + " loaded before changes nothing, and a refused file stops no other.")
  private @Nullable Path inbox;

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
    List<LoanSource> sources = sources();
    try (OpenDatabase open = database.open(session)) {
      if (!sources.isEmpty()) {
        requireNoneSimulated(open);
      }
      if (inbox == null) {
        for (LoanSource source : sources) {
          Intake.run(open, source, rules(), session);
        }
      } else {
        takeAll(open, sources, inbox);
      }
    }
    return ExitCode.DONE.number();
  }

  /** A file that is refused does not keep those behind it out, this night and every other. */
  private void takeAll(OpenDatabase open, List<LoanSource> sources, Path folder) {
    Console console = session.console();
    int refusals = 0;
    for (LoanSource source : sources) {
      if (Intake.take(open, source, rules(), session) instanceof IngestOutcome.Refused refused) {
        console.say(console.bad("Refused: ") + refused.reason());
        refusals++;
      }
    }
    if (refusals > 0) {
      throw new CommandFailed(
          "Of %s in %s, %d could not be loaded, for the reasons above; all others are. Mend or remove what was refused."
              .formatted(Console.count(sources.size(), "file"), folder, refusals));
    }
  }

  private IngestRules rules() {
    return new IngestRules(maxBadShare);
  }

  private List<LoanSource> sources() {
    Path folder = inbox;
    if (folder == null) {
      if (files.isEmpty()) {
        throw new CommandFailed(
            ExitCode.WRONG_USAGE, "Name a file of loans, or a folder of them with --inbox.");
      }
      return files.stream().map(this::source).toList();
    }
    if (!files.isEmpty()) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE, "Name files or an --inbox; one of the two at a time.");
    }
    List<LoanSource> waiting = inFolder(folder).stream().map(LoanSource::of).toList();
    if (waiting.isEmpty()) {
      session.console().say("There is no .csv or .csv.gz file in " + folder + ".");
    }
    return waiting;
  }

  /** The files of loans in a folder, in the order of their names. */
  static List<Path> inFolder(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.csv(\\.gz)?"))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new CommandFailed(
          "The folder %s cannot be read; check its name and permissions.".formatted(folder),
          failure);
    }
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
