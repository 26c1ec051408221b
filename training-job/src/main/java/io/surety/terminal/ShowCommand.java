package io.surety.terminal;

import io.surety.bundle.ModelBundle;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.DecisionRecord;
import io.surety.registry.Models;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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
      DataSource source = open.as(Purpose.DECIDING);
      Models models = new PostgresModels(source);
      List<Breaker> breakers = new PostgresBreakers(source).all();
      RegisteredModel model = new WrittenVersion(version).require(models);
      List<DecisionRecord> decisions = models.decisions(model.version());
      Evidence evidence = Evidence.of(model);
      if (json) {
        session.console().print(toJson(evidence, breakers, decisions).toPrettyString());
      } else {
        print(evidence, breakers, decisions);
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

  private void print(Evidence evidence, List<Breaker> breakers, List<DecisionRecord> decisions) {
    Console console = session.console();
    RegisteredModel model = evidence.model();
    String aliases = BreakerWords.aliases(model.aliases(), model.version(), breakers);
    console.print(
        console.bold(model.version().toString())
            + "  "
            + model.stage().name().toLowerCase(Locale.ROOT)
            + (aliases.isEmpty() ? "" : ", serves as " + aliases));
    breakers(model, breakers);
    console.print("");
    registration(model);
    line("bundle", model.sha256());
    line("data", model.dataHash());
    JsonNode imported = evidence.provenance().path("imported");
    if (imported.isObject()) {
      line(
          "imported from",
          imported.path("file").asString("") + ", " + imported.path("written_by").asString(""));
    }
    split(evidence.provenance().path("split"));
    decides(evidence.provenance().path("spec"));
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
    decisions.forEach(decision -> DecisionLines.print(console, decision, model));
  }

  private void breakers(RegisteredModel model, List<Breaker> breakers) {
    breakers.stream()
        .filter(each -> each.version().equals(model.version()))
        .filter(each -> each.state() != BreakerState.CLOSED)
        .forEach(each ->
            session
                .console()
                .print(
                    "Its breaker as %s is %s: %s. './surety breaker' says why."
                        .formatted(
                            each.alias(),
                            each.state().written(),
                            each.served()
                                ? BreakerWords.answers(each)
                                : "it is not " + each.alias() + " now")));
  }

  private void registration(RegisteredModel model) {
    RegisteredModel.Origin origin = model.origin().orElse(null);
    if (origin == null) {
      line("registered", Moments.minute(model.createdAt()));
      line("proposed by", model.proposedBy() + ", who says to be " + model.proposedAs());
      return;
    }
    line("registered", Moments.minute(origin.createdAt()) + " in " + origin.registryName());
    line("proposed by", origin.proposedBy() + " there, who says to be " + model.proposedAs());
    line("admitted", Moments.minute(model.createdAt()) + " by " + model.proposedBy());
    line("origin", "registry " + origin.registry());
    line("export", origin.exportSha256());
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

  /** What an approver decides on beside the figures; evidence of an early release has no score. */
  private void decides(JsonNode spec) {
    JsonNode policy = spec.path("policy");
    if (policy.path("approve_below").isNumber() && policy.path("decline_from").isNumber()) {
      line(
          "policy",
          "approve below %s, decline from %s, refer between"
              .formatted(
                  Figures.plain(policy.path("approve_below")),
                  Figures.plain(policy.path("decline_from"))));
    }
    JsonNode score = spec.path("score");
    if (score.path("base_points").isNumber()) {
      line(
          "score",
          "%s points at odds of %s to 1, %s points more for twice the odds"
              .formatted(
                  Figures.plain(score.path("base_points")),
                  Figures.plain(score.path("base_odds")),
                  Figures.plain(score.path("points_to_double_odds"))));
    }
  }

  private void section(String title) {
    session.console().print("");
    session.console().print(session.console().bold(title));
  }

  private void line(String label, String value) {
    session.console().print(String.format(Locale.ROOT, "  %-" + LABEL + "s%s", label, value));
  }

  private static ObjectNode toJson(
      Evidence evidence, List<Breaker> breakers, List<DecisionRecord> decisions) {
    ObjectNode object = evidence.toJson(breakers);
    ArrayNode array = object.putArray("decisions");
    decisions.forEach(decision -> DecisionLines.fill(array.addObject(), decision));
    return object;
  }
}
