package io.surety.drill;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a drill, and when.
 *
 * @param decision the number of the decision that recorded it; null where none did
 * @param figures by name
 * @param sentence what happened, for people
 */
public record Happening(
    Milestone what,
    Instant at,
    @Nullable Long decision,
    Map<String, Double> figures,
    String sentence) {

  /** Keeps its own copy, in order. */
  public Happening {
    figures = new LinkedHashMap<>(figures);
  }

  /** One that no decision recorded. */
  public static Happening of(Milestone what, Instant at, String sentence) {
    return new Happening(what, at, null, Map.of(), sentence);
  }

  /** The same, as this decision recorded it. */
  public Happening by(long number) {
    return new Happening(what, at, number, figures, sentence);
  }

  /** The same with one more figure. */
  public Happening with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(figures);
    more.put(name, value);
    return new Happening(what, at, decision, more, sentence);
  }
}
