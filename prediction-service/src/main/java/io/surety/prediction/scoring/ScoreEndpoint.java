package io.surety.prediction.scoring;

import io.surety.web.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /score}. */
@RestController
class ScoreEndpoint {

  private final Scoring scoring;
  private final Clock clock;

  ScoreEndpoint(Scoring scoring, Clock clock) {
    this.scoring = scoring;
    this.clock = clock;
  }

  /** An object is answered with an object, an array with an array of the same length and order. */
  @PostMapping(
      value = "/score",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Object score(@RequestBody JsonNode body) {
    return switch (ScoreRequest.read(body, clock)) {
      case ScoreRequest.One(ScoreItem item) -> answer(scoring.score(item));
      case ScoreRequest.Several(List<ScoreItem> items) -> inOrder(scoring.score(items));
    };
  }

  private static ScoreAnswer answer(Scored scored) {
    return switch (scored) {
      case Scored.Answered(ScoreAnswer answer) -> answer;
      case Scored.Refused refused -> throw new UserRefused(refused);
    };
  }

  private static List<Object> inOrder(List<Scored> outcomes) {
    List<Object> answers = new ArrayList<>(outcomes.size());
    for (Scored outcome : outcomes) {
      answers.add(
          switch (outcome) {
            case Scored.Answered(ScoreAnswer answer) -> answer;
            case Scored.Refused(ScoringProblem type, String detail) ->
                Problem.of(type, detail).withIndex(answers.size());
          });
    }
    return answers;
  }
}
