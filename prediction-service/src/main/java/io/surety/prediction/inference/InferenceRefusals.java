package io.surety.prediction.inference;

import io.surety.web.Problem;
import io.surety.web.ProblemForm;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Says every refusal below {@code /v2} as the protocol has it: {@code {"error": "…"}}. */
@ControllerAdvice
class InferenceRefusals extends ProblemForm {

  static final String PATH = "/v2";

  record Refusal(String error) {}

  @Override
  protected boolean covers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  protected Refusal say(Problem problem) {
    return new Refusal(problem.detail());
  }
}
