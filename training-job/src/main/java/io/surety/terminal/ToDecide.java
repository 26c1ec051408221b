package io.surety.terminal;

import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.PostgresBreakers;
import io.surety.registry.PostgresModels;
import io.surety.registry.RegisteredModel;
import io.surety.registry.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What waits for a person: candidates, and breakers that are not closed. */
final class ToDecide {

  private ToDecide() {}

  /** Each in a line that says what to type; none when nothing waits. */
  static List<String> lines(DataSource source, String database) {
    List<String> lines = new ArrayList<>();
    Map<String, List<RegisteredModel>> waiting = new TreeMap<>();
    for (RegisteredModel model : new PostgresModels(source).all()) {
      if (model.stage() == Stage.CANDIDATE) {
        waiting.computeIfAbsent(model.version().name(), _ -> new ArrayList<>()).add(model);
      }
    }
    waiting.values().forEach(candidates -> lines.add(candidate(candidates, database)));
    for (Breaker breaker : new PostgresBreakers(source).all()) {
      if (breaker.state() != BreakerState.CLOSED) {
        lines.add(
            "The breaker of %s as %s is %s, and %s: ./surety breaker history %s%s"
                .formatted(
                    breaker.version(),
                    breaker.alias(),
                    breaker.state().written(),
                    BreakerWords.answers(breaker),
                    breaker.version().name(),
                    database));
      }
    }
    return lines;
  }

  private static String candidate(List<RegisteredModel> candidates, String database) {
    RegisteredModel newest = candidates.getLast();
    String others =
        candidates.size() == 1
            ? ""
            : " (and %s before it)".formatted(Console.count(candidates.size() - 1));
    return newest.gatesPassed()
        ? "%s waits for approval%s: ./surety approve %s --by NAME --reason TEXT%s"
            .formatted(newest.version(), others, newest.version(), database)
        : "%s did not pass a gate%s: ./surety show %s%s"
            .formatted(newest.version(), others, newest.version(), database);
  }
}
