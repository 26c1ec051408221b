package io.surety.terminal;

import io.surety.bundle.ModelBundle;
import io.surety.registry.Alias;
import io.surety.registry.DecisionRecord;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows one version with its evidence and its decisions. */
@Command(name = "show", description = "Shows a version, its evidence and the decisions about it.")
final class ShowCommand implements Callable<Integer> {

  private static final int LABEL = 20;

  private final Session session;

  @Parameters(paramLabel = "VERSION", description = WrittenVersion.DESCRIPTION)
  private String version = "";

  @Option(names = "--json", description = "Prints JSON for programs, with the evidence whole.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes the report of the version to this file.")
  private @Nullable Path report;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      Models models = new PostgresModels(open.as(Purpose.DECIDING));
      RegisteredModel model = new WrittenVersion(version).require(models);
      List<DecisionRecord> decisions = models.decisions(model.version());
      Evidence evidence = Evidence.of(model);
      if (json) {
        session.console().print(toJson(evidence, decisions).toPrettyString());
      } else {
        print(evidence, decisions);
      }
      Path file = report;
      if (file != null) {
        String html = ModelBundle.read(models.bundle(model.version())).reportHtml();
        OutputFile.of(file, "--report")
            .write(out -> {
              out.write(html.getBytes(StandardCharsets.UTF_8));
              return file;
            });
        session.console().say("Report  " + file.toAbsolutePath());
      }
    }
    return ExitCode.DONE.number();
  }

  private void print(Evidence evidence, List<DecisionRecord> decisions) {
    Console console = session.console();
    RegisteredModel model = evidence.model();
    String aliases = model.aliases().stream().map(Alias::name).collect(Collectors.joining(", "));
    console.print(
        console.bold(model.version().toString())
            + "  "
            + model.stage().name().toLowerCase(Locale.ROOT)
            + (aliases.isEmpty() ? "" : ", serves as " + aliases));
    console.print("");
    line("registered", Moments.minute(model.createdAt()));
    line("proposed by", model.proposedBy() + ", who says to be " + model.proposedAs());
    line("bundle", model.sha256());
    line("data", model.dataHash());
    JsonNode imported = evidence.provenance().path("imported");
    if (imported.isObject()) {
      line(
          "imported from",
          imported.path("file").asString("") + ", " + imported.path("written_by").asString(""));
    }
    split(evidence.provenance().path("split"));
    section("On people that it never saw");
    for (Evidence.Measure measure : Evidence.MEASURES) {
      line(measure.label(), Figures.of(evidence.figure(measure)));
    }
    section("Gates");
    GateLines.print(console, evidence.gates());
    section("Decisions");
    if (decisions.isEmpty()) {
      console.print("  none yet");
    }
    decisions.forEach(this::print);
  }

  private void split(JsonNode split) {
    for (String side : List.of("training", "calibration", "test")) {
      JsonNode group = split.path(side);
      if (group.path("loans").isNumber()) {
        line(
            side,
            "%s loans of %s people, %s not paid"
                .formatted(
                    Console.count(group.path("loans").longValue()),
                    Console.count(group.path("people").longValue()),
                    Console.count(group.path("bad").longValue())));
      }
    }
  }

  private void section(String title) {
    session.console().print("");
    session.console().print(session.console().bold(title));
  }

  private void line(String label, String value) {
    session.console().print(String.format(Locale.ROOT, "  %-" + LABEL + "s%s", label, value));
  }

  private void print(DecisionRecord decision) {
    String who =
        decision.signedAs() == Signature.Kind.AUTOMATIC
            ? "automatically by " + decision.decidedBy()
            : "by %s, who says to be %s%s"
                .formatted(
                    decision.decidedBy(),
                    decision.claimedBy(),
                    decision.claimVerified() ? "" : " (not verified)");
    session
        .console()
        .print(
            "  %s  %s%s %s"
                .formatted(
                    Moments.minute(decision.decidedAt()),
                    decision.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    decision.alias().map(alias -> " to " + alias).orElse(""),
                    who));
    session.console().print("      because: " + decision.reason());
    decision
        .overrideReason()
        .ifPresent(reason -> session.console().print("      overriding failed gates: " + reason));
  }

  private static ObjectNode toJson(Evidence evidence, List<DecisionRecord> decisions) {
    ObjectNode object = evidence.toJson();
    ArrayNode array = object.putArray("decisions");
    for (DecisionRecord decision : decisions) {
      ObjectNode entry = array.addObject();
      entry.put("id", decision.id());
      entry.put("decided_at", decision.decidedAt().toString());
      entry.put("kind", decision.kind().name().toLowerCase(Locale.ROOT));
      entry.put("alias", decision.alias().map(Alias::name).orElse(null));
      entry.put("decided_by", decision.decidedBy());
      entry.put("claimed_by", decision.claimedBy());
      entry.put("claim_verified", decision.claimVerified());
      entry.put("signed_as", decision.signedAs().name().toLowerCase(Locale.ROOT));
      entry.put("reason", decision.reason());
      entry.put("override_reason", decision.overrideReason().orElse(null));
      entry.put("evidence_sha256", decision.evidenceSha256());
    }
    return object;
  }
}
