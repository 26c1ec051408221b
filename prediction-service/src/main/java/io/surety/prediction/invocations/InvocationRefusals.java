package io.surety.prediction.invocations;

import io.surety.web.Problem;
import io.surety.web.ProblemForm;
import java.util.Set;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Says every refusal at MLflow's routes as it does: {@code {"error_code": …, "message": …}}. */
@ControllerAdvice
class InvocationRefusals extends ProblemForm {

  static final String INVOCATIONS = "/invocations";
  private static final Set<String> PATHS = Set.of(INVOCATIONS, "/ping", "/health", "/version");

  record Refusal(String errorCode, String message) {}

  @Override
  protected boolean covers(String path) {
    return PATHS.contains(path);
  }

  @Override
  protected Refusal say(Problem problem) {
    return new Refusal(code(problem.status()), problem.detail());
  }

  /** The nearest of MLflow's codes (mlflow/protos/databricks.proto, ErrorCode). */
  private static String code(int status) {
    return switch (status) {
      case 401 -> "CUSTOMER_UNAUTHORIZED";
      case 403 -> "PERMISSION_DENIED";
      case 429 -> "REQUEST_LIMIT_EXCEEDED";
      case 503 -> "TEMPORARILY_UNAVAILABLE";
      default -> status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
    };
  }
}
