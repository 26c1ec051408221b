package io.surety.terminal;

import io.surety.predictionlog.Retention;
import io.surety.predictionlog.Retention.Day;
import io.surety.runs.KeptRejections;
import io.surety.runs.Run;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;

/**
 * What was kept for as long as the rule says: whole days of predictions, and the rejected rows of
 * batches that began as long ago. Dropping it takes a login that trains.
 */
record Outlived(DataSource database) {

  /** What was dropped. */
  record Dropped(long days, long predictions, long rejectedRows) {

    /** As the middle of a sentence. */
    String daysInWords() {
      return Console.count(days, "day") + " with " + Console.count(predictions, "prediction");
    }

    /** As the end of a sentence. */
    String rowsInWords() {
      return Console.count(rejectedRows, "rejected row") + " of batches";
    }
  }

  /**
   * Drops it, day by day. What a run has noted that fails on the way is what it had dropped.
   *
   * @param told of each day that is gone, with the number of its predictions
   */
  Dropped drop(Run run, ObjLongConsumer<LocalDate> told) {
    Retention retention = new Retention(database);
    Dropped dropped = new Dropped(0, 0, 0);
    note(run, dropped);
    for (Day day : retention.outlived()) {
      OptionalLong predictions = retention.drop(day.day());
      if (predictions.isPresent()) {
        told.accept(day.day(), predictions.getAsLong());
        dropped =
            new Dropped(dropped.days() + 1, dropped.predictions() + predictions.getAsLong(), 0);
        note(run, dropped);
      }
    }
    long rejected = new KeptRejections(database).forgetOlderThan(retention.rule().keptDays());
    run.count("rejected_rows", rejected);
    return new Dropped(dropped.days(), dropped.predictions(), rejected);
  }

  private static void note(Run run, Dropped dropped) {
    run.count("days", dropped.days());
    run.count("predictions", dropped.predictions());
  }
}
