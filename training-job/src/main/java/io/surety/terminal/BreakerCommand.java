package io.surety.terminal;

import io.surety.registry.Alias;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows how the breakers stand. */
@Command(
    name = "breaker",
    description = "Shows who answers for each alias and why, or switches a breaker by hand.",
    synopsisSubcommandLabel = "[open | close | history]",
    footer = {
      "",
      "A version whose breaker is open keeps its alias and answers nobody: the version before it",
      "does, or the policy. Half-open, it proves itself in shadow. Whoever watches switches by the",
      "rules of the model's spec; 'breaker open' and 'breaker close' are a person's override. Each",
      "trial that fails doubles the time to the next, up to a day; what a person opened, or what no",
      "trial can measure (latency, unknown_categories, batches), waits for a person."
    })
final class BreakerCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      List<Breaker> standing = new PostgresBreakers(source).all();
      NextTrials trials = new NextTrials(source);
      Console console = session.console();
      if (json) {
        ArrayNode array = Evidence.JSON.createArrayNode();
        standing.forEach(each -> fill(array.addObject(), each, trials));
        console.print(array.toPrettyString());
      } else if (standing.isEmpty()) {
        console.print("No alias points at a version yet, so there is no breaker to switch.");
      } else {
        standing.forEach(each -> print(each, trials));
      }
    }
    return ExitCode.DONE.number();
  }

  private void print(Breaker breaker, NextTrials trials) {
    Console console = session.console();
    console.print(
        "%s as %s  %s%s; %s"
            .formatted(
                console.bold(breaker.version().toString()),
                breaker.alias(),
                breaker.state().written(),
                breaker.since().map(since -> " since " + Moments.minute(since)).orElse(""),
                breaker.served() ? BreakerWords.answers(breaker) : unserved(breaker)));
    if (breaker.state() == BreakerState.CLOSED) {
      return;
    }
    breaker.switched().ifPresent(decision -> DecisionLines.why(console, decision));
    trials.of(breaker).ifPresent(waiting -> console.print("      " + waiting.sentence()));
  }

  private static String unserved(Breaker breaker) {
    Alias alias = breaker.alias();
    return "it is not %s now, and answers instead of no other until it is closed".formatted(alias);
  }

  private static void fill(ObjectNode entry, Breaker breaker, NextTrials trials) {
    entry.put("version", breaker.version().toString());
    entry.put("alias", breaker.alias().name());
    entry.put("state", breaker.state().written());
    entry.put("served", breaker.served());
    entry.put("since", breaker.since().map(Object::toString).orElse(null));
    entry.put("answered_by", answeredBy(breaker));
    entry.put("policy", breaker.policy().map(each -> each.written()).orElse(null));
    trials.of(breaker).ifPresent(waiting -> waiting.fill(entry));
    breaker
        .switched()
        .ifPresent(decision -> DecisionLines.fill(entry.putObject("decision"), decision));
  }

  /** The version that answers while the alias points here, or {@code policy}. */
  private static String answeredBy(Breaker breaker) {
    return breaker.state() == BreakerState.CLOSED
        ? breaker.version().toString()
        : breaker.fallback().map(ModelVersion::toString).orElse("policy");
  }
}
