package io.surety.terminal;

import io.surety.backup.BackupManifest;
import io.surety.backup.BackupWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes everything that a database knows to one file. */
@Command(
    name = "backup",
    description = "Writes loans, features, models and decisions of one moment to a file.",
    footer = {
      "",
      "Work goes on meanwhile. Runs as the owner of the tables. The file holds personal data:",
      "keep it where only they who may see the loans can read it. Logins are not in it."
    })
final class BackupCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, a zip; there whole or not at all.")
  private String out = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BackupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (out.equals("-") || out.endsWith(".gz")) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "A backup is a zip in a file of its own; give --out a name like surety.backup.");
    }
    OutputFile file = OutputFile.of(out, "--out");
    file.requireWritable();
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Backup")) {
      BackupWriter writer =
          new BackupWriter(
              open.as(Purpose.OWNING),
              (table, bytes) -> step.at(BackupSizes.progress(table, bytes)));
      BackupManifest manifest =
          file.write(stream -> {
            try {
              return writer.write(stream);
            } catch (SQLException failure) {
              throw new CommandFailed(
                  "The database could not be read to its end (%s); nothing was written."
                      .formatted(String.valueOf(failure.getMessage()).split("\n", 2)[0]),
                  failure);
            }
          });
      step.done("%s, %s".formatted(BackupSizes.contents(manifest), size(file)));
      session.console().say("Backup  " + file.path());
    }
    return ExitCode.DONE.number();
  }

  private static String size(OutputFile file) {
    try {
      return BackupSizes.mebibytes(Files.size(file.path()));
    } catch (IOException gone) {
      return "size unknown";
    }
  }
}
