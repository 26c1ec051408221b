package io.surety.terminal;

import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows two versions side by side. */
@Command(
    name = "compare",
    description = "Shows the figures of two versions side by side.",
    footer = {
      "",
      "Each figure is the one of that version's own evidence. Where both were trained on other data",
      "or tested on other people, the difference says that too."
    })
final class CompareCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "A", description = WrittenVersion.DESCRIPTION)
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The version to hold against it.")
  private String second = "";

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  CompareCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      Models models = new PostgresModels(open.as(Purpose.DECIDING));
      Evidence a = Evidence.of(new WrittenVersion(first).require(models));
      Evidence b = Evidence.of(new WrittenVersion(second).require(models));
      if (json) {
        session.console().print(toJson(a, b).toPrettyString());
      } else {
        print(a, b);
      }
    }
    return ExitCode.DONE.number();
  }

  private void print(Evidence a, Evidence b) {
    TextTable table =
        TextTable.of(
            "", a.model().version().toString(), b.model().version().toString(), ">DIFFERENCE");
    table.row("stage", stage(a), stage(b), "");
    table.row("gates", gates(a), gates(b), "");
    table.row("test loans", count(a, "test"), count(b, "test"), "");
    for (Evidence.Measure measure : Evidence.MEASURES) {
      table.row(
          measure.label(),
          Figures.of(a.figure(measure)),
          Figures.of(b.figure(measure)),
          difference(a, b, measure)
              .map(value -> String.format(Locale.ROOT, "%+.4f", value))
              .orElse(Figures.UNKNOWN));
    }
    table.print(session.console());
    if (!a.model().dataHash().equals(b.model().dataHash())) {
      session.console().print("");
      session.console().print("The two were trained on different data.");
    }
  }

  private static String stage(Evidence evidence) {
    return evidence.model().stage().name().toLowerCase(Locale.ROOT);
  }

  private static String gates(Evidence evidence) {
    return evidence.model().gatesPassed() ? "passed" : "failed";
  }

  private static String count(Evidence evidence, String side) {
    long loans = evidence.provenance().path("split").path(side).path("loans").asLong(-1);
    return loans < 0 ? Figures.UNKNOWN : Console.count(loans);
  }

  private static Optional<Double> difference(Evidence a, Evidence b, Evidence.Measure measure) {
    Optional<Double> left = Figures.value(a.figure(measure));
    Optional<Double> right = Figures.value(b.figure(measure));
    return left.isPresent() && right.isPresent()
        ? Optional.of(right.get() - left.get())
        : Optional.empty();
  }

  private static ObjectNode toJson(Evidence a, Evidence b) {
    ObjectNode object = Evidence.JSON.createObjectNode();
    object.set("a", a.summary());
    object.set("b", b.summary());
    object.put("same_data", a.model().dataHash().equals(b.model().dataHash()));
    ObjectNode measures = object.putObject("measures");
    for (Evidence.Measure measure : Evidence.MEASURES) {
      ObjectNode entry = measures.putObject(measure.key());
      entry.set("a", a.figure(measure).isMissingNode() ? null : a.figure(measure));
      entry.set("b", b.figure(measure).isMissingNode() ? null : b.figure(measure));
      entry.put("difference", difference(a, b, measure).orElse(null));
    }
    return object;
  }
}
