package io.surety.terminal;

import io.surety.registry.Breaker;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

/** Lists the registry. */
@Command(name = "models", description = "Lists the versions of every model.")
final class ModelsCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (OpenDatabase open = database.open(session)) {
      DataSource source = open.as(Purpose.DECIDING);
      List<RegisteredModel> models = new PostgresModels(source).all();
      List<Breaker> breakers = new PostgresBreakers(source).all();
      if (json) {
        ArrayNode array = Evidence.JSON.createArrayNode();
        models.forEach(model -> array.add(Evidence.of(model).summary(breakers)));
        session.console().print(array.toPrettyString());
      } else if (models.isEmpty()) {
        session
            .console()
            .print("No model has been registered yet; './surety train' trains the first one.");
      } else {
        print(models, breakers);
      }
    }
    return ExitCode.DONE.number();
  }

  private void print(List<RegisteredModel> models, List<Breaker> breakers) {
    TextTable table =
        TextTable.of("VERSION", "STAGE", "SERVES AS", "AUC", "GATES", "REGISTERED", "BY");
    for (RegisteredModel model : models) {
      table.row(
          model.version().toString(),
          model.stage().name().toLowerCase(Locale.ROOT),
          BreakerWords.aliases(model.aliases(), model.version(), breakers),
          Figures.of(Evidence.of(model).figure(Evidence.MEASURES.getFirst())),
          model.gatesPassed() ? "passed" : "failed",
          Moments.minute(model.createdAt()),
          model
              .origin()
              .map(origin -> model.proposedAs() + " in " + origin.registryName())
              .orElse(model.proposedAs()));
    }
    table.print(session.console());
  }
}
