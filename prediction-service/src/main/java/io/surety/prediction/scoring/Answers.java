package io.surety.prediction.scoring;

import io.surety.web.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores a request and writes what came of it.
 *
 * @param sitting whose model answers the whole request
 */
record Answers(
    Sitting sitting, Explain explain, AnswerType type, Scoring scoring, JsonMapper json) {

  void write(ScoreRequest request, HttpServletResponse response) throws IOException {
    switch (request) {
      case ScoreRequest.One(ScoreItem item) -> one(scoring.score(sitting, item, explain), response);
      case ScoreRequest.Several(List<ScoreItem> items) ->
          several(scoring.score(sitting, items, explain), response);
    }
  }

  private void one(Scored outcome, HttpServletResponse response) throws IOException {
    switch (outcome) {
      case Scored.Refused refused -> throw new UserRefused(refused);
      case Scored.Answered answer -> {
        if (type == AnswerType.JSON) {
          response.setContentType(type.wireName());
          try (JsonGenerator out = json.createGenerator(response.getOutputStream())) {
            new JsonAnswer(sitting.model()).write(out, answer);
          }
        } else {
          several(List.of(answer), response);
        }
      }
    }
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
    JsonAnswer answer = new JsonAnswer(sitting.model());
    int index = 0;
    for (Scored outcome : outcomes) {
      switch (outcome) {
        case Scored.Answered scored -> answer.write(out, scored);
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
