package io.surety.prediction.scoring;

import io.surety.web.Problem;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /score}. */
@RestController
class ScoreEndpoint {

  private final Scoring scoring;

  ScoreEndpoint(Scoring scoring) {
    this.scoring = scoring;
  }

  /** An object is answered with an object, an array with an array of the same length and order. */
  @PostMapping(
      value = "/score",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> score(@RequestBody JsonNode body, HttpServletRequest request) {
    return switch (ScoreRequest.read(body)) {
      case ScoreRequest.One(ScoreItem item) -> answer(scoring.score(item), request.getRequestURI());
      case ScoreRequest.Several(List<ScoreItem> items) ->
          ResponseEntity.ok(inOrder(scoring.score(items)));
    };
  }

  private static ResponseEntity<?> answer(Scored scored, String path) {
    return switch (scored) {
      case Scored.Answered(ScoreAnswer answer) -> ResponseEntity.ok(answer);
      case Scored.UnknownUser unknown ->
          Problems.answer(ScoringProblem.USER_NOT_FOUND, unknown.detail(), path);
      case Scored.UnscorableUser unscorable ->
          Problems.answer(ScoringProblem.USER_NOT_SCORABLE, unscorable.detail(), path);
    };
  }

  private static List<Object> inOrder(List<Scored> outcomes) {
    List<Object> answers = new ArrayList<>(outcomes.size());
    for (Scored outcome : outcomes) {
      answers.add(
          switch (outcome) {
            case Scored.Answered(ScoreAnswer answer) -> answer;
            case Scored.UnknownUser unknown ->
                Problem.of(ScoringProblem.USER_NOT_FOUND, unknown.detail())
                    .withIndex(answers.size());
            case Scored.UnscorableUser unscorable ->
                Problem.of(ScoringProblem.USER_NOT_SCORABLE, unscorable.detail())
                    .withIndex(answers.size());
          });
    }
    return answers;
  }
}
