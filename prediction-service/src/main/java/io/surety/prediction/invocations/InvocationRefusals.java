package io.surety.prediction.invocations;

import io.surety.web.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Says every refusal at MLflow's routes as it does: {@code {"error_code": …, "message": …}}. */
@ControllerAdvice
class InvocationRefusals implements ResponseBodyAdvice<Object> {

  static final String INVOCATIONS = "/invocations";
  private static final Set<String> PATHS = Set.of(INVOCATIONS, "/ping", "/health", "/version");

  record Refusal(String errorCode, String message) {}

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType selected,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof Problem problem
        && problem.instance() != null
        && PATHS.contains(problem.instance())) {
      response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
      return new Refusal(code(problem.status()), problem.detail());
    }
    return body;
  }

  /** The nearest of MLflow's codes (mlflow/protos/databricks.proto, ErrorCode). */
  private static String code(int status) {
    if (status == 503) {
      return "TEMPORARILY_UNAVAILABLE";
    }
    return status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
  }
}
