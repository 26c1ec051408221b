package io.surety.terminal;

import io.surety.comparison.PairTally;
import io.surety.comparison.SideBySide;
import io.surety.predictionlog.ScoredTwice;
import io.surety.registry.Alias;
import io.surety.registry.Models;
import io.surety.registry.PostgresModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows two versions side by side. */
@Command(
    name = "compare",
    description =
        "Shows two versions side by side: their evidence, and what they made of the same requests.",
    footer = {
      "",
      "Each figure of the evidence is that version's own. Where both were trained on other data or",
      "tested on other people, the difference says that too.",
      "Requests that both scored are in the log when one of them scored in the shadow of the other:",
      "",
      "  ./surety promote loan-risk/5 --to challenger --by NAME --reason TEXT",
      "  ./surety compare loan-risk/4 loan-risk/5 --since 2026-03-01"
    })
final class CompareCommand implements Callable<Integer> {

  private static final Duration USUAL = Duration.ofDays(30);

  private final Session session;

  @Parameters(index = "0", paramLabel = "A", description = WrittenVersion.DESCRIPTION)
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The version to hold against it.")
  private String second = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description =
          "Requests from this day (00:00 UTC) or moment on. Default: the last 30 days of them.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moments.DayOrMomentConverter.class,
      description = "Requests up to this day or moment, without it. Default: up to now.")
  private @Nullable Instant until;

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
    Instant end = until == null ? session.clock().instant() : until;
    Instant begin = since == null ? end.minus(USUAL) : since;
    if (!begin.isBefore(end)) {
      throw new CommandFailed(
          ExitCode.WRONG_USAGE,
          "--since lies before --until, but here it is from %s until %s.".formatted(begin, end));
    }
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      Models models = new PostgresModels(source);
      Evidence a = Evidence.of(new WrittenVersion(first).require(models));
      Evidence b = Evidence.of(new WrittenVersion(second).require(models));
      PairTally tally = new PairTally();
      new ScoredTwice(source).each(a.model().version(), b.model().version(), begin, end, tally);
      Optional<SideBySide> requests = tally.result();
      if (json) {
        ObjectNode object = toJson(a, b);
        object.put("since", begin.toString());
        object.put("until", end.toString());
        object.set("requests", requests.map(ComparedJson::of).orElse(null));
        session.console().print(object.toPrettyString());
      } else {
        print(a, b);
        session.console().print("");
        session
            .console()
            .print(
                "Requests from %s until %s".formatted(Moments.minute(begin), Moments.minute(end)));
        requests.ifPresentOrElse(
            both ->
                new ComparedRequests(a.model().version(), b.model().version(), both)
                    .print(session.console()),
            () -> session.console().print(nothing(a, b)));
      }
    }
    return ExitCode.DONE.number();
  }

  /** Why there is nothing, and what to do about it. */
  private static String nothing(Evidence a, Evidence b) {
    for (Evidence each : List.of(a, b)) {
      if (each.model().aliases().contains(Alias.CHALLENGER)) {
        return "No request was scored by both. %s is the challenger and scores each request that a running service answers; ask again when some came, or with an earlier --since."
            .formatted(each.model().version());
      }
    }
    return "No request was scored by both. './surety promote %s --to challenger --by NAME --reason TEXT' has it score each request beside whoever answers, and answer none; an earlier --since looks further back."
        .formatted(b.model().version());
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
