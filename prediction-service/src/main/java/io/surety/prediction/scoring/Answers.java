package io.surety.prediction.scoring;

import io.surety.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.util.FastByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores a request and writes what came of it.
 *
 * @param sitting whose model answers the whole request
 */
record Answers(
    Sitting sitting, Explain explain, AnswerType type, Scoring scoring, JsonMapper json) {

  private static final int USUAL_BYTES = 1 << 10;

  void write(ScoreRequest asked, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (asked) {
      case ScoreRequest.One(ScoreItem item) -> {
        Scored outcome = scoring.score(sitting, item, explain);
        if (outcome instanceof Scored.Refused refused) {
          throw new UserRefused(refused);
        }
        if (type == AnswerType.JSON) {
          hold(outcome, request, response);
        } else {
          sitting.close();
          several(List.of(outcome), response);
        }
      }
      case ScoreRequest.Several(List<ScoreItem> items) ->
          several(scoring.scoreAll(sitting, items, explain), response);
    }
  }

  private void hold(Scored outcome, HttpServletRequest request, HttpServletResponse response) {
    FastByteArrayOutputStream body = new FastByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator out = json.createGenerator(body)) {
      new JsonAnswer(sitting.model(), explain).write(out, outcome);
    }
    response.setContentType(type.wireName());
    HeldAnswers.hold(request, sitting, body);
  }

  private void several(List<Scored> outcomes, HttpServletResponse response) throws IOException {
    response.setContentType(type.wireName());
    switch (type) {
      case JSON -> {
        try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
          out.writeStartArray();
          items(out, outcomes, "");
          out.writeEndArray();
        }
      }
      case LINES -> {
        try (JsonGenerator out = lines(response.getOutputStream())) {
          items(out, outcomes, "\n");
        }
      }
      case CSV -> {
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        new CsvAnswers(sitting.model(), explain).write(response.getOutputStream(), outcomes);
      }
    }
  }

  private JsonGenerator lines(OutputStream out) {
    return json.writer().withRootValueSeparator("").createGenerator(out);
  }

  private void items(JsonGenerator out, List<Scored> outcomes, String end) {
    JsonAnswer answer = new JsonAnswer(sitting.model(), explain);
    int index = 0;
    for (Scored outcome : outcomes) {
      switch (outcome) {
        case Scored.Answered _, Scored.ByPolicy _ -> answer.write(out, outcome);
        case Scored.Refused(ScoringProblem type, String detail) ->
            out.writePOJO(Problem.of(type, detail).withIndex(index));
      }
      if (!end.isEmpty()) {
        out.writeRaw(end);
      }
      index++;
    }
  }
}
