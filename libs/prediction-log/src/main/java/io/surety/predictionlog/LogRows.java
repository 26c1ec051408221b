package io.surety.predictionlog;

import static java.util.Objects.requireNonNull;

import io.surety.copy.EncodedRows;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows for the log as they travel, encoded before anybody waits for the database. Not for several
 * threads at once.
 */
public final class LogRows {

  /** The columns of a row, in order. */
  static final String COLUMNS =
      """
      prediction_id, user_id, as_of, model_name, model_version, role, inputs, margin, probability,
      score, decision, reasons, caller, latency_micros, features_basis, features_known_at, beside\
      """;

  private static final int FIELDS = 17;
  private static final int USUAL_BYTES = 768;

  private final EncodedRows rows;
  private @Nullable LocalDate first;
  private @Nullable LocalDate last;

  private LogRows(EncodedRows rows) {
    this.rows = rows;
  }

  /** None yet, with room for so many. */
  public static LogRows of(int expected) {
    return new LogRows(new EncodedRows(USUAL_BYTES * Math.max(1, expected)));
  }

  /** Adds a row. */
  public void add(LoggedPrediction prediction) {
    if (prediction.isErased()) {
      throw new IllegalArgumentException("What was erased is not written again.");
    }
    noteDay(prediction.id());
    rows.beginRow(FIELDS);
    rows.writeUuid(prediction.id());
    if (prediction.user() == null) {
      rows.writeNull();
    } else {
      rows.writeLong(prediction.user().value());
    }
    Lookup lookup = prediction.lookup();
    if (lookup == null) {
      rows.writeNull();
    } else {
      rows.writeDay(lookup.asOf().toEpochDay());
    }
    rows.writeText(prediction.version().name());
    rows.writeInt(prediction.version().number());
    rows.writeText(prediction.role().toString());
    add(prediction.scored());
    rows.writeText(prediction.decision().toString());
    addText(prediction.reasonsJson());
    addText(prediction.caller());
    if (prediction.latencyMicros() == null) {
      rows.writeNull();
    } else {
      rows.writeInt(prediction.latencyMicros());
    }
    addText(lookup == null ? null : lookup.basis().wireName());
    if (lookup == null || lookup.knownAt() == null) {
      rows.writeNull();
    } else {
      rows.writeMoment(lookup.knownAt());
    }
    if (prediction.beside() == null) {
      rows.writeNull();
    } else {
      rows.writeUuid(prediction.beside());
    }
  }

  private void add(@Nullable Scored scored) {
    if (scored == null) {
      rows.writeNull();
      rows.writeNull();
      rows.writeNull();
      rows.writeNull();
    } else {
      rows.writeDoubles(scored.inputs());
      rows.writeFloat(scored.margin());
      rows.writeDouble(scored.probability());
      rows.writeInt(scored.score());
    }
  }

  private void addText(@Nullable String text) {
    if (text == null) {
      rows.writeNull();
    } else {
      rows.writeText(text);
    }
  }

  private void noteDay(UUID id) {
    LocalDate day = PredictionId.day(id);
    if (first == null || day.isBefore(first)) {
      first = day;
    }
    if (last == null || day.isAfter(last)) {
      last = day;
    }
  }

  /** The first half of the rows and the second, as copies; takes at least two rows. */
  public List<LogRows> halves() {
    if (count() < 2) {
      throw new IllegalStateException("%d rows have no halves.".formatted(count()));
    }
    int middle = count() / 2;
    return List.of(part(0, middle), part(middle, count()));
  }

  private LogRows part(int from, int to) {
    LogRows part = new LogRows(rows.copy(from, to));
    // Days that only others need may be prepared, too.
    part.first = first;
    part.last = last;
    return part;
  }

  /** How many rows. */
  public int count() {
    return rows.count();
  }

  /** How many bytes they take. */
  public int bytes() {
    return rows.bytes();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return rows.count() == 0;
  }

  EncodedRows encoded() {
    return rows;
  }

  /** The first day that they belong to; there is none without rows. */
  LocalDate firstDay() {
    return requireNonNull(first);
  }

  /** The last day that they belong to; there is none without rows. */
  LocalDate lastDay() {
    return requireNonNull(last);
  }
}
