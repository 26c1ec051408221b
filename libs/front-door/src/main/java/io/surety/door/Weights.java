package io.surety.door;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The share of the requests that each target gets: its weight by the sum of all. A target without a
 * weight gets none.
 */
public record Weights(Map<String, Integer> byName) {

  /** Refuses weights that share nothing out. */
  public Weights {
    byName = Map.copyOf(byName);
    byName.forEach((name, weight) -> {
      if (weight < 0 || weight > 1_000_000) {
        throw new IllegalArgumentException(
            "The weight of target %s lies between 0 and 1000000, but it is %d."
                .formatted(name, weight));
      }
    });
    if (byName.values().stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException("At least one target has a weight above 0.");
    }
  }

  /** Reads lines of {@code NAME=WEIGHT}; blank ones count for nothing. */
  public static Weights parse(List<String> lines) {
    Map<String, Integer> weights = new TreeMap<>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      String[] parts = line.split("=", 2);
      try {
        weights.put(parts[0].strip(), Integer.valueOf(parts[1].strip()));
      } catch (IndexOutOfBoundsException | NumberFormatException unreadable) {
        throw new IllegalArgumentException(
            "A weight is given as NAME=NUMBER, but this one is '%s'.".formatted(line), unreadable);
      }
    }
    return new Weights(weights);
  }

  /**
   * The targets that may be sent a request, in the order in which to try them: each comes first as
   * often as its weight says, so whoever is tried second was no less likely to come first.
   */
  List<Target> inTurn(List<Target> targets, RandomGenerator random) {
    record Drawn(Target target, double key) {}
    List<Drawn> drawn = new ArrayList<>();
    for (Target target : targets) {
      int weight = byName.getOrDefault(target.name(), 0);
      if (weight > 0) {
        // Efraimidis and Spirakis, weighted random sampling with a reservoir (2006).
        drawn.add(new Drawn(target, Math.log(1 - random.nextDouble()) / weight));
      }
    }
    drawn.sort(Comparator.comparingDouble(Drawn::key).reversed());
    return drawn.stream().map(Drawn::target).toList();
  }
}
