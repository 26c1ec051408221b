package io.surety.prediction.decisions;

import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import io.surety.web.WholeBody;
import io.surety.web.tokens.Caller;
import io.surety.web.tokens.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The versions of the served model, their evidence, and decisions about them. */
@RestController
class DecisionEndpoint {

  static final String SCOPE = "models.approve";

  private final Decisions decisions;
  private final Callers callers;
  private final JsonMapper json;

  DecisionEndpoint(Decisions decisions, Callers callers, JsonMapper json) {
    this.decisions = decisions;
    this.callers = callers;
    this.json = json;
  }

  @GetMapping("/models")
  List<ModelAnswer> models() {
    requireCaller();
    return decisions.all();
  }

  @GetMapping("/models/{version}")
  ModelAnswer model(@PathVariable String version) {
    requireCaller();
    return decisions.one(number(version));
  }

  @PostMapping(value = "/models/{version}/decisions", consumes = MediaType.APPLICATION_JSON_VALUE)
  ModelAnswer decide(@PathVariable String version, HttpServletRequest request) throws IOException {
    Caller caller = requireCaller();
    return decisions.decide(
        number(version), DecisionRequest.read(WholeBody.json(request, json)), caller);
  }

  /** The door has asked before; nobody decides should it ever stand open. */
  private Caller requireCaller() {
    return callers
        .current()
        .filter(caller -> caller.scopes().contains(SCOPE))
        .orElseThrow(() -> new IllegalStateException("Nobody who may decide has come in."));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      throw MalformedRequest.at(
          "version", Quoted.of(text) + " is not the number of a version, such as 3.");
    }
  }
}
