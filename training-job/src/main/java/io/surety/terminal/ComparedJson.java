package io.surety.terminal;

import io.surety.bundle.Decision;
import io.surety.comparison.Realised;
import io.surety.comparison.SideBySide;
import io.surety.comparison.Spread;
import io.surety.predictionlog.ScoredTwice.Pair;
import io.surety.predictionlog.ScoredTwice.Side;
import io.surety.watch.statistics.RankAgreement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What two versions made of the same requests, for programs. */
final class ComparedJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ComparedJson() {}

  private record Compared(
      long requests,
      int measured,
      long decidedAlike,
      Map<String, Map<String, Long>> decisions,
      Spread probabilityDifference,
      Spread pointsDifference,
      RankAgreement agreement,
      List<Far> farthestApart,
      @Nullable Realised realised) {}

  private record Far(
      String predictionId,
      Map<String, Object> a,
      Map<String, Object> b,
      double difference,
      @Nullable Boolean bad) {}

  /** The comparison as an object. */
  static JsonNode of(SideBySide compared) {
    Map<String, Map<String, Long>> decisions = new LinkedHashMap<>();
    for (Decision first : Decision.values()) {
      Map<String, Long> row = new LinkedHashMap<>();
      for (Decision second : Decision.values()) {
        row.put(second.toString(), compared.decided(first, second));
      }
      decisions.put(first.toString(), row);
    }
    return JSON.valueToTree(
        new Compared(
            compared.requests(),
            compared.measured(),
            compared.alike(),
            decisions,
            compared.probability(),
            compared.points(),
            compared.agreement(),
            compared.largest().stream().map(ComparedJson::far).toList(),
            compared.realised().orElse(null)));
  }

  private static Far far(Pair pair) {
    return new Far(
        pair.request().toString(),
        side(pair.a()),
        side(pair.b()),
        pair.b().probability() - pair.a().probability(),
        pair.bad());
  }

  private static Map<String, Object> side(Side side) {
    return Map.of(
        "prediction_id", side.id().toString(),
        "probability", side.probability(),
        "score", side.score(),
        "decision", side.decision().toString());
  }
}
