package io.surety.prediction.scoring;

import io.surety.prediction.champion.Champion;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /score/examples}: what to try, and what has to come out. */
@RestController
class ExamplesEndpoint {

  private final Champion champion;

  ExamplesEndpoint(Champion champion) {
    this.champion = champion;
  }

  @GetMapping("/score/examples")
  ScoredExamples examples() {
    return ScoredExamples.of(champion.requireScoring());
  }
}
