package io.surety.watch;

import io.surety.bundle.ReferenceHistograms;
import io.surety.watch.statistics.DriftWindow;
import io.surety.watch.statistics.EffectiveRows;
import io.surety.watch.statistics.People;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a version answered, the oldest first.
 *
 * @param from since when they were looked for; when there were more than the bound, the moment of
 *     the oldest that was kept
 * @param of what they answered
 */
public record Answers(Instant from, List<Answer> rows, Of of) {

  /** What a version answers. */
  public enum Of {
    /** Requests, as they come. */
    REQUESTS,
    /** Rows of batches, which stand for their batches as a whole, however long ago these began. */
    BATCHES;

    private final String written = name().toLowerCase(Locale.ROOT);

    /** For programs, such as {@code batches}. */
    @Override
    public String toString() {
      return written;
    }
  }

  public Answers {
    rows = List.copyOf(rows);
  }

  /** Those of a window that begins at this moment; of batches all. */
  Answers since(Instant moment) {
    if (!moment.isAfter(from) || of == Of.BATCHES) {
      return this;
    }
    return new Answers(
        moment, rows.stream().filter(row -> !row.moment().isBefore(moment)).toList(), of);
  }

  /** How many they are. */
  public int size() {
    return rows.size();
  }

  double[] probabilities() {
    return rows.stream().mapToDouble(Answer::probability).toArray();
  }

  /** Who asked or was asked about, one number a row; nobody knows of two without a user. */
  long[] people() {
    long[] people = new long[rows.size()];
    for (int row = 0; row < people.length; row++) {
      people[row] = People.number(rows.get(row).user(), row);
    }
    return people;
  }

  /** Counted between the edges of the reference; rows of one person go together. */
  DriftWindow window(ReferenceHistograms reference) {
    int inputs = reference.inputs().size();
    double[][] columns = new double[inputs + 1][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      Answer answer = rows.get(row);
      for (int input = 0; input < inputs; input++) {
        columns[input][row] = answer.inputs()[input];
      }
      columns[inputs][row] = answer.probability();
    }
    return new DriftWindow(reference.recount(columns), Map.of(), EffectiveRows.of(people()));
  }
}
