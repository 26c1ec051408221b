package io.surety.batch;

import io.surety.batch.ParquetRows.ParquetRow;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reason;
import io.surety.bundle.Reasons;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Takes a row apart into the columns of its schema, in order. */
final class ParquetRowWriting extends WriteSupport<ParquetRow> {

  private final MessageType schema;
  private final BatchModel model;
  private final BatchTerms terms;
  private final boolean numbered;
  private final @Nullable Long stale;
  private @Nullable RecordConsumer columns;
  private int at;

  ParquetRowWriting(MessageType schema, BatchModel model, BatchTerms terms) {
    this.schema = schema;
    this.model = model;
    this.terms = terms;
    this.numbered = terms.input().isPresent();
    this.stale =
        terms.stale().map(moment -> ChronoUnit.MICROS.between(Instant.EPOCH, moment)).orElse(null);
  }

  @Override
  @SuppressWarnings("deprecation") // the one method that has to be there
  public WriteContext init(Configuration unused) {
    return new WriteContext(schema, ParquetRows.facts(terms));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    columns = consumer;
  }

  private RecordConsumer columns() {
    return Objects.requireNonNull(columns);
  }

  @Override
  public void write(ParquetRow row) {
    LoggedPrediction prediction = row.prediction();
    Scored scored = prediction.scored();
    columns().startMessage();
    at = 0;
    if (numbered) {
      add(() -> columns().addLong(row.place() + 1));
    }
    addText(prediction.id().toString());
    addUnlessMissing(
        prediction.user() != null,
        () -> columns().addLong(Objects.requireNonNull(prediction.user()).value()));
    addUnlessMissing(
        prediction.asOf() != null,
        () -> columns().addInteger((int) Objects.requireNonNull(prediction.asOf()).toEpochDay()));
    addUnlessMissing(
        scored != null, () -> columns().addDouble(Objects.requireNonNull(scored).probability()));
    addText(prediction.decision().toString());
    addUnlessMissing(
        scored != null, () -> columns().addInteger(Objects.requireNonNull(scored).score()));
    addText(prediction.version().toString());
    addReasons(LoggedReasons.of(prediction.reasonsJson()));
    addUnlessMissing(stale != null, () -> columns().addLong(Objects.requireNonNull(stale)));
    addTextUnlessEmpty(terms.capacity().fallbackFor());
    addTextUnlessEmpty(terms.capacity().answeredBy());
    addTextUnlessEmpty(terms.capacity().detail());
    if (scored != null) {
      for (int input = 0; input < scored.inputs().length; input++) {
        addInput(model.inputs().get(input), scored.inputs()[input]);
      }
    }
    columns().endMessage();
  }

  private void addReasons(List<Reason> reasons) {
    for (Reason reason : reasons) {
      addText(reason.text());
      addText(reason.feature());
      add(() -> columns().addDouble(reason.contribution()));
    }
    at += 3 * (Reasons.MOST - reasons.size());
  }

  private void addInput(ModelInput input, double value) {
    addUnlessMissing(
        !Double.isNaN(value),
        () -> {
          if (input.type() == InputType.CATEGORY) {
            columns().addBinary(Binary.fromString(input.categories().get((int) value)));
          } else if (input.type() == InputType.REAL) {
            columns().addDouble(value);
          } else {
            columns().addLong((long) value);
          }
        });
  }

  private void addText(String text) {
    add(() -> columns().addBinary(Binary.fromString(text)));
  }

  private void addTextUnlessEmpty(String text) {
    addUnlessMissing(!text.isEmpty(), () -> columns().addBinary(Binary.fromString(text)));
  }

  private void addUnlessMissing(boolean there, Runnable value) {
    if (there) {
      add(value);
    } else {
      at++;
    }
  }

  private void add(Runnable value) {
    String name = schema.getFieldName(at);
    columns().startField(name, at);
    value.run();
    columns().endField(name, at);
    at++;
  }
}
