package io.surety.terminal;

import io.surety.registry.DecisionRecord;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists every switch. */
@Command(name = "history", description = "Lists every switch of a model's breakers, oldest first.")
final class BreakerHistoryCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Of which model; can be left out where there is only one.")
  private @Nullable String model;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  BreakerHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      String name =
          model == null
              ? WrittenVersion.onlyModel(new PostgresModels(source), "breaker history")
              : model;
      List<DecisionRecord> history = new PostgresBreakers(source).history(name);
      Console console = session.console();
      if (json) {
        ArrayNode array = Evidence.JSON.createArrayNode();
        for (DecisionRecord decision : history) {
          ObjectNode entry = array.addObject();
          entry.put("version", decision.version().toString());
          DecisionLines.fill(entry, decision);
        }
        console.print(array.toPrettyString());
      } else if (history.isEmpty()) {
        console.print("No breaker of %s ever switched.".formatted(name));
      } else {
        history.forEach(decision -> DecisionLines.print(console, decision));
      }
    }
    return ExitCode.DONE.number();
  }
}
