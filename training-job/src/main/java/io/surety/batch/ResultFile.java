package io.surety.batch;

import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.PostgresPredictions;
import io.surety.predictionlog.Predictions;
import io.surety.registry.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * What a shard scored, as a file. It is made from the prediction log when everything is there, so
 * it says what the log says, in the order of the rows, and is the same however often the batch was
 * killed on the way.
 */
public final class ResultFile {

  private static final int DIGITS = 8;

  private final Batch batch;
  private final Path file;

  /** Goes to a file whose name ends in {@code .csv} or {@code .parquet}. */
  public ResultFile(Batch batch, Path file) {
    this.batch = batch;
    this.file = of(file, batch.shard());
  }

  /** Whether a file of this name can be written. */
  public static boolean isKnown(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".parquet");
  }

  /** The file of a shard, such as {@code scores-0-of-4.csv}; the name itself when there is one. */
  static Path of(Path file, Shard shard) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return shard.of() == 1
        ? file
        : file.resolveSibling(
            "%s-%d-of-%d%s"
                .formatted(name.substring(0, dot), shard.index(), shard.of(), name.substring(dot)));
  }

  /** Where it goes. */
  public Path path() {
    return file;
  }

  /** Where rows go that were not scored, when there are any. */
  public Path rejectedPath() {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".rejected.csv");
  }

  /** Takes the rows of the file, one by one. */
  interface Rows extends AutoCloseable {
    void add(long place, LoggedPrediction prediction) throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * Writes both files; the one of rejected rows only when there are any.
   *
   * @param progress told of the rows that are written
   */
  public void write(Models models, Batch.Result result, LongConsumer progress) {
    BatchModel model = BatchModel.load(models, batch.terms().version(), batch.terms().bundle());
    UUID first = batch.ids().of(0);
    String owner = first.toString().substring(first.toString().length() - DIGITS);
    if (result.rejected() > 0) {
      RejectedRows rejected = new RejectedRows(batch);
      WholeFile.write(rejectedPath(), owner, rejected::write);
    }
    boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    WholeFile.write(
        file,
        owner,
        draft -> {
          try (Rows rows =
              parquet ? new ParquetRows(draft, batch, model) : new CsvRows(draft, batch, model)) {
            copy(rows, result.scored(), progress);
          }
        });
  }

  private void copy(Rows rows, long expected, LongConsumer progress) throws IOException {
    Instant from = batch.settled().at().truncatedTo(ChronoUnit.MILLIS);
    Predictions predictions = new PostgresPredictions(batch.database());
    String caller = batch.caller();
    AnswerRole role = batch.terms().capacity().loggedAs();
    long[] written = {0};
    long[] erased = {0};
    try {
      predictions.each(
          new Predictions.Stretch(from, from.plusMillis(1), null),
          prediction -> {
            long place = BatchIds.place(prediction.id());
            if (prediction.role() == role
                && caller.equals(prediction.caller())
                && batch.shard().has(place)) {
              if (prediction.isErased()) {
                erased[0]++;
              } else {
                add(rows, place, prediction);
                progress.accept(++written[0]);
              }
            }
          });
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    if (written[0] + erased[0] != expected) {
      throw new BatchFailed(
          "The prediction log has %,d rows of this batch, but %,d were scored: its day was dropped since. No file was written; score anew with another --key."
              .formatted(written[0] + erased[0], expected));
    }
  }

  private static void add(Rows rows, long place, LoggedPrediction prediction) {
    try {
      rows.add(place, prediction);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
