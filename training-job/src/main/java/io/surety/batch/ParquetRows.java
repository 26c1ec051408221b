package io.surety.batch;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reasons;
import io.surety.predictionlog.LoggedPrediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * Scores as Apache Parquet, with the columns of {@link CsvRows}: whole numbers as INT64 or INT32,
 * others as DOUBLE, dates as DATE, moments as TIMESTAMP, texts as STRING. Groups of rows are small
 * enough for a small heap.
 */
final class ParquetRows implements ResultFile.Rows {

  private static final long GROUP_BYTES = 8L << 20;
  private static final int PAGE_BYTES = 256 << 10;

  private final ParquetWriter<ParquetRow> writer;

  /** A prediction and its place. */
  record ParquetRow(long place, LoggedPrediction prediction) {}

  ParquetRows(Path file, Batch batch, BatchModel model) throws IOException {
    BatchTerms terms = batch.terms();
    boolean numbered = terms.input().isPresent();
    ParquetRowWriting rows = new ParquetRowWriting(schema(model.inputs(), numbered), model, terms);
    this.writer =
        new Builder(new LocalOutputFile(file), rows)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .build();
  }

  private static MessageType schema(List<ModelInput> inputs, boolean numbered) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    if (numbered) {
      schema.required(INT64).named("row");
    }
    schema.required(BINARY).as(stringType()).named("prediction_id");
    schema.optional(INT64).named("user_id");
    schema.optional(INT32).as(dateType()).named("as_of");
    schema.optional(DOUBLE).named("probability");
    schema.required(BINARY).as(stringType()).named("decision");
    schema.optional(INT32).named("score");
    schema.required(BINARY).as(stringType()).named("model");
    for (int place = 1; place <= Reasons.MOST; place++) {
      schema.optional(BINARY).as(stringType()).named("reason_" + place);
      schema.optional(BINARY).as(stringType()).named("reason_" + place + "_feature");
      schema.optional(DOUBLE).named("reason_" + place + "_contribution");
    }
    schema.optional(INT64).as(timestampType(true, TimeUnit.MICROS)).named("stale");
    schema.optional(BINARY).as(stringType()).named(BatchCapacity.FALLBACK_FOR);
    schema.optional(BINARY).as(stringType()).named(BatchCapacity.ANSWERED_BY);
    schema.optional(BINARY).as(stringType()).named(BatchCapacity.DETAIL);
    for (ModelInput input : inputs) {
      String name = "input_" + input.name();
      if (input.type() == InputType.CATEGORY) {
        schema.optional(BINARY).as(stringType()).named(name);
      } else {
        schema.optional(input.type() == InputType.REAL ? DOUBLE : INT64).named(name);
      }
    }
    return schema.named("scores");
  }

  @Override
  public void add(long place, LoggedPrediction prediction) throws IOException {
    writer.write(new ParquetRow(place, prediction));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {

    private final ParquetRowWriting rows;

    Builder(OutputFile file, ParquetRowWriting rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // the one method that has to be there
    protected WriteSupport<ParquetRow> getWriteSupport(Configuration unused) {
      return rows;
    }
  }

  /** What the file says of itself. */
  static Map<String, String> facts(BatchTerms terms) {
    Map<String, String> said = new LinkedHashMap<>();
    terms.capacity().putTo(said);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("surety.model", terms.version().toString());
    said.forEach((name, value) -> facts.put("surety." + name, value));
    return facts;
  }
}
