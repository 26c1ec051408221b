package io.surety.prediction.inference;

import io.surety.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Says every refusal below {@code /v2} as the protocol has it: {@code {"error": "…"}}. */
@ControllerAdvice
class InferenceRefusals implements ResponseBodyAdvice<Object> {

  static final String PATH = "/v2";

  record Refusal(String error) {}

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
    if (body instanceof Problem problem && isOurs(problem.instance())) {
      response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
      return new Refusal(problem.detail());
    }
    return body;
  }

  private static boolean isOurs(@Nullable String path) {
    return path != null && (path.equals(PATH) || path.startsWith(PATH + "/"));
  }
}
