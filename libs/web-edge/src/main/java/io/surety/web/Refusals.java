package io.surety.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes refusals before a request has come to the controllers: problems, or what their path's
 * {@link ProblemForm} makes of them.
 */
public final class Refusals {

  private final ObjectProvider<ProblemForm> forms;
  private final JsonMapper json;

  Refusals(ObjectProvider<ProblemForm> forms, JsonMapper json) {
    this.forms = forms;
    this.json = json;
  }

  /** Answers with a problem; headers beside it have been set. */
  public void write(ProblemType type, String detail, String path, HttpServletResponse response)
      throws IOException {
    Problem problem = Problem.of(type, detail).withInstance(path);
    Object said = problem;
    MediaType mediaType = MediaType.APPLICATION_PROBLEM_JSON;
    for (ProblemForm form : forms) {
      if (form.covers(path)) {
        said = form.say(problem);
        mediaType = MediaType.APPLICATION_JSON;
      }
    }
    byte[] body = json.writeValueAsBytes(said);
    response.setStatus(problem.status());
    response.setContentType(mediaType.toString());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
