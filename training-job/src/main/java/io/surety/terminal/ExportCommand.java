package io.surety.terminal;

import io.surety.bundle.ModelExport;
import io.surety.registry.BreakerState;
import io.surety.registry.Exports;
import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a version with its evidence and the decisions about it to a file that travels. */
@Command(
    name = "export",
    description = "Writes a version, its evidence and the decisions about it to one file.",
    footer = {
      "",
      "'admit' takes the file into another registry, and an image can be built that serves it.",
      "The file holds no personal data beyond what the evidence and the decisions name."
    })
final class ExportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; there whole or not at all.")
  private String out = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    OutputFile file = OutputFile.of(out, "--out");
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      Models models = new PostgresModels(source);
      ModelVersion meant = new WrittenVersion(version).require(models).version();
      byte[] bytes = new Exports(source).of(meant);
      ModelExport export = ModelExport.read(bytes);
      file.write(stream -> {
        stream.write(bytes);
        return meant;
      });
      session.console().say("Export  %s (SHA-256 %s)".formatted(file.path(), export.sha256()));
      session.console().say(standing(export));
      new PostgresBreakers(source)
          .all().stream()
              .filter(each -> each.version().equals(meant))
              .filter(each -> each.state() != BreakerState.CLOSED)
              .forEach(each ->
                  session
                      .console()
                      .say(
                          "Its breaker as %s is %s here, which does not travel; see './surety breaker'."
                              .formatted(each.alias(), each.state().written())));
    }
    return ExitCode.DONE.number();
  }

  private static String standing(ModelExport export) {
    String written = export.manifest().written();
    return export
        .approval()
        .map(approval ->
            "%s is approved, by %s, who says to be %s."
                .formatted(written, approval.decidedBy(), approval.claimedBy()))
        .orElse(
            written
                + " is NOT approved: no registry admits it, and an image serves it only where that is allowed by name.");
  }
}
