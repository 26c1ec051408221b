package io.surety.prediction.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.surety.bundle.Explanation;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reason;
import io.surety.bundle.Reasons;
import io.surety.prediction.champion.LoadedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes outcomes as comma-separated values: a header, then a line for each outcome. An outcome
 * without an answer has the last two columns and no others.
 */
final class CsvAnswers {

  private final LoadedModel model;
  private final Explain explain;

  CsvAnswers(LoadedModel model, Explain explain) {
    this.model = model;
    this.explain = explain;
  }

  /** Writes all, and closes. */
  void write(OutputStream out, List<Scored> outcomes) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
      write(csv, outcomes);
    }
  }

  private void write(CsvWriter csv, List<Scored> outcomes) {
    List<String> header = header();
    csv.writeRecord(header);
    for (Scored outcome : outcomes) {
      List<String> cells = new ArrayList<>(header.size());
      switch (outcome) {
        case Scored.Answered answer -> fill(cells, answer);
        case Scored.Refused(ScoringProblem type, String detail) -> {
          while (cells.size() < header.size() - 2) {
            cells.add("");
          }
          cells.add(type.uri().toString());
          cells.add(detail);
        }
      }
      csv.writeRecord(cells);
    }
  }

  private List<String> header() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "prediction_id", "user_id", "as_of", "probability", "decision", "score", "model"));
    if (explain != Explain.NONE) {
      for (int place = 1; place <= Reasons.MOST; place++) {
        names.add("reason_" + place);
        names.add("reason_" + place + "_feature");
        names.add("reason_" + place + "_contribution");
      }
    }
    if (explain == Explain.FULL) {
      names.add("base_value");
      for (ModelInput input : model.inputs()) {
        names.add("contribution_" + input.name());
      }
    }
    names.add("problem");
    names.add("detail");
    return names;
  }

  private void fill(List<String> cells, Scored.Answered answer) {
    cells.add(answer.decided().predictionId().toString());
    cells.add(Objects.toString(answer.user(), ""));
    cells.add(Objects.toString(answer.asOf(), ""));
    cells.add(Double.toString(answer.decided().assessment().probability()));
    cells.add(answer.decided().assessment().decision().toString());
    cells.add(Integer.toString(answer.decided().assessment().points()));
    cells.add(model.version().toString());
    if (answer.told() != null) {
      fill(cells, answer.told().reasons());
    }
    if (answer.explanation() != null) {
      fill(cells, answer.explanation());
    }
    cells.add("");
    cells.add("");
  }

  private static void fill(List<String> cells, List<Reason> reasons) {
    for (Reason reason : reasons) {
      cells.add(reason.text());
      cells.add(reason.feature());
      cells.add(Double.toString(reason.contribution()));
    }
    for (int empty = 3 * (Reasons.MOST - reasons.size()); empty > 0; empty--) {
      cells.add("");
    }
  }

  private static void fill(List<String> cells, Explanation explanation) {
    cells.add(Double.toString(explanation.baseValue()));
    for (int column = 0; column < explanation.size(); column++) {
      cells.add(Double.toString(explanation.contribution(column)));
    }
  }
}
