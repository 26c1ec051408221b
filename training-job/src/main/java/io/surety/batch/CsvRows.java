package io.surety.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.surety.bundle.InputType;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reason;
import io.surety.bundle.Reasons;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Scores as comma-separated values (RFC 4180): the columns of the service's answers, then the
 * inputs as they were scored. Numbers are written so that reading them gives the same bits. Where
 * the policy answered there is a decision, and neither score nor reasons nor inputs.
 */
final class CsvRows implements ResultFile.Rows {

  private final CsvWriter csv;
  private final BatchModel model;
  private final BatchTerms terms;
  private final boolean numbered;
  private final int columns;

  CsvRows(Path file, Batch batch, BatchModel model) throws IOException {
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
    this.model = model;
    this.terms = batch.terms();
    this.numbered = terms.input().isPresent();
    List<String> header = header();
    this.columns = header.size();
    csv.writeRecord(header);
  }

  private List<String> header() {
    List<String> names = new ArrayList<>();
    if (numbered) {
      names.add("row");
    }
    names.addAll(
        List.of("prediction_id", "user_id", "as_of", "probability", "decision", "score", "model"));
    for (int place = 1; place <= Reasons.MOST; place++) {
      names.add("reason_" + place);
      names.add("reason_" + place + "_feature");
      names.add("reason_" + place + "_contribution");
    }
    names.add("stale");
    names.add(BatchCapacity.FALLBACK_FOR);
    names.add(BatchCapacity.ANSWERED_BY);
    names.add(BatchCapacity.DETAIL);
    model.inputs().forEach(input -> names.add("input_" + input.name()));
    return names;
  }

  @Override
  public void add(long place, LoggedPrediction prediction) {
    Scored scored = prediction.scored();
    List<String> cells = new ArrayList<>(columns);
    if (numbered) {
      cells.add(Long.toString(place + 1));
    }
    cells.add(prediction.id().toString());
    cells.add(Objects.toString(prediction.user(), ""));
    cells.add(Objects.toString(prediction.asOf(), ""));
    cells.add(scored == null ? "" : Double.toString(scored.probability()));
    cells.add(prediction.decision().toString());
    cells.add(scored == null ? "" : Integer.toString(scored.score()));
    cells.add(prediction.version().toString());
    List<Reason> reasons = LoggedReasons.of(prediction.reasonsJson());
    for (Reason reason : reasons) {
      cells.add(reason.text());
      cells.add(reason.feature());
      cells.add(Double.toString(reason.contribution()));
    }
    for (int empty = 3 * (Reasons.MOST - reasons.size()); empty > 0; empty--) {
      cells.add("");
    }
    cells.add(terms.stale().map(Object::toString).orElse(""));
    cells.add(terms.capacity().fallbackFor());
    cells.add(terms.capacity().answeredBy());
    cells.add(terms.capacity().detail());
    for (int at = 0; at < model.inputs().size(); at++) {
      cells.add(scored == null ? "" : cell(model.inputs().get(at), scored.inputs()[at]));
    }
    csv.writeRecord(cells);
  }

  private static String cell(ModelInput input, double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (input.type() == InputType.CATEGORY) {
      return input.categories().get((int) value);
    }
    return input.type() == InputType.REAL ? Double.toString(value) : Long.toString((long) value);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
