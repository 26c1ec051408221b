package io.surety.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Says refusals at some paths in the form of another protocol, as plain JSON. A service extends it
 * as a {@code ControllerAdvice}.
 */
public abstract class ProblemForm implements ResponseBodyAdvice<Object> {

  /** Whether refusals of this path have this form. */
  protected abstract boolean covers(String path);

  /** What is answered in place of the problem. */
  protected abstract Object say(Problem problem);

  @Override
  public final boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public final @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType selected,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof Problem problem
        && problem.instance() != null
        && covers(problem.instance())) {
      response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
      return say(problem);
    }
    return body;
  }
}
