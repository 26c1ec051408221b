package io.surety.report;

import io.surety.evaluation.Evaluation;
import io.surety.evaluation.EvaluationInput;
import io.surety.evaluation.Gates;
import io.surety.evaluation.QualityGate;
import io.surety.evaluation.SyntheticBook;
import io.surety.report.ReportFacts.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Reports of made-up models; as a program, writes one to the file that it is given. */
final class TestReport {

  private TestReport() {}

  public static void main(String... arguments) throws IOException {
    Files.writeString(
        Path.of(arguments[0]), of(new SyntheticBook(31, 0.8, 300, 2).withChampion(40, 0.6)));
  }

  static String of(EvaluationInput input) {
    Evaluation evaluation = Evaluation.of(input);
    return EvaluationReport.html(
        evaluation,
        QualityGate.check(Gates.DEFAULT, evaluation),
        new ReportFacts(
            "loan-risk",
            Instant.parse("2026-02-03T10:15:00Z"),
            List.of(new Fact("Learner", "200 trees")),
            List.of(new Fact("File", "<loans> & \"more\".csv")),
            "name: loan-risk\ndescription: </pre><script>alert('no')</script>",
            "{\"seed\" : 1}"));
  }
}
