package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.GateResult;
import java.util.List;

/** Writes the report of a candidate. */
public final class EvaluationReport {

  private EvaluationReport() {}

  /** One self-contained page: no script, no link, no file beside it. */
  @SuppressWarnings("DoNotCallSuggester")
  public static String html(Evaluation evaluation, List<GateResult> gates, ReportFacts facts) {
    throw new UnsupportedOperationException();
  }
}
