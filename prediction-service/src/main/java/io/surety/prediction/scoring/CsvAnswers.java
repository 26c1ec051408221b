package io.surety.prediction.scoring;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.surety.bundle.Explanation;
import io.surety.bundle.ModelInput;
import io.surety.bundle.Reason;
import io.surety.bundle.Reasons;
import io.surety.prediction.champion.Capacity;
import io.surety.prediction.champion.LoadedModel;
import io.surety.registry.ModelVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes as comma-separated values: a header, then a line for each outcome. An outcome
 * without an answer has the last two columns and no others; a decision of the policy has no
 * probability, no points and no problem, and says why in the last.
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
        case Scored.ByPolicy answer -> fill(cells, answer, header.size());
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
    names.add("stale");
    names.add("fallback_for");
    names.add("problem");
    names.add("detail");
    return names;
  }

  private void fill(List<String> cells, Scored.Answered answer) {
    cells.add(answer.decided().predictionId().toString());
    fill(cells, answer.looked());
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
    cells.add(stale(answer.looked()));
    cells.add(
        model.capacity() instanceof Capacity.Fallback(ModelVersion instead, _)
            ? instead.toString()
            : "");
    cells.add("");
    cells.add("");
  }

  /** No probability and no points, and why in the last column. */
  private void fill(List<String> cells, Scored.ByPolicy answer, int columns) {
    cells.add(answer.predictionId().toString());
    fill(cells, answer.looked());
    cells.add("");
    cells.add(answer.policy().decision().written());
    cells.add("");
    cells.add(model.version().toString());
    while (cells.size() < columns - 4) {
      cells.add("");
    }
    cells.add(stale(answer.looked()));
    cells.add("");
    cells.add("");
    cells.add(answer.policy().detail());
  }

  private static void fill(List<String> cells, @Nullable Looked looked) {
    cells.add(looked == null ? "" : looked.user().toString());
    cells.add(looked == null ? "" : looked.lookup().asOf().toString());
  }

  /** The newest load that features which are too old take into account. */
  private static String stale(@Nullable Looked looked) {
    if (looked == null || looked.stale() == null) {
      return "";
    }
    Instant knownAt = looked.stale().knownAt();
    return knownAt == null ? "unknown" : knownAt.toString();
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
