package io.surety.prediction.scoring;

import io.surety.prediction.champion.AnsweredBy;
import io.surety.prediction.champion.Champion;
import io.surety.prediction.champion.LoadedModel;
import io.surety.web.StreamedBodies;
import io.surety.web.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /score}, by the media type of the body. Bodies are read and answers written here and
 * not by message converters, which cost more than the score itself.
 */
@RestController
class ScoreEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(ScoreEndpoint.class);
  private static final String PATH = "/score";
  private static final List<AnswerType> WHOLE =
      List.of(AnswerType.JSON, AnswerType.CSV, AnswerType.LINES);
  private static final List<AnswerType> STREAMED = List.of(AnswerType.LINES);

  private final Champion champion;
  private final Deciding deciding;
  private final Scoring scoring;
  private final LineScoring lineScoring;
  private final StreamedBodies bodies;
  private final JsonMapper json;
  private final Clock clock;

  ScoreEndpoint(
      Champion champion,
      Deciding deciding,
      Scoring scoring,
      LineScoring lineScoring,
      StreamedBodies bodies,
      JsonMapper json,
      Clock clock) {
    this.champion = champion;
    this.deciding = deciding;
    this.scoring = scoring;
    this.lineScoring = lineScoring;
    this.bodies = bodies;
    this.json = json;
    this.clock = clock;
  }

  /** An item is answered with an item, several with as many in the same order. */
  @PostMapping(value = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  void json(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    Answers answers = answers(request, response);
    JsonNode body = WholeBody.json(request, json);
    answers.write(
        new JsonBody(answers.sitting().model().binder(), clock).read(body), request, response);
  }

  /** As many answers as the file has rows. */
  @PostMapping(value = PATH, consumes = "text/csv")
  void csv(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    Answers answers = answers(request, response);
    byte[] body = WholeBody.bytes(request);
    answers.write(
        new CsvBody(answers.sitting().model().binder(), clock).read(body), request, response);
  }

  /**
   * A line for a line while they come, all by the model that was champion at the first, unless a
   * breaker takes it out of service meanwhile.
   */
  @PostMapping(value = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
  void lines(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotAcceptableException {
    Explain explain = Explain.asked(request);
    AnswerType type = AnswerType.accepted(request.getHeader(HttpHeaders.ACCEPT), STREAMED);
    LoadedModel model = champion.require();
    AnsweredBy.say(model, response);
    InputStream body = bodies.of(request);
    response.setContentType(type.wireName());
    try {
      lineScoring.answer(body, response.getOutputStream(), model, champion::follow, explain);
    } catch (IOException | JacksonException brokenOff) {
      LOG.debug("stream_broke_off", brokenOff);
      throw new ClientAbortException(brokenOff);
    } catch (RuntimeException failure) {
      if (!response.isCommitted()) {
        throw failure;
      }
      LOG.error("stream_failed", failure);
      throw new ClientAbortException(failure);
    }
  }

  private Answers answers(HttpServletRequest request, HttpServletResponse response)
      throws HttpMediaTypeNotAcceptableException {
    LoadedModel model = champion.require();
    AnsweredBy.say(model, response);
    return new Answers(
        deciding.begin(model, request),
        Explain.asked(request),
        AnswerType.accepted(request.getHeader(HttpHeaders.ACCEPT), WHOLE),
        scoring,
        json);
  }
}
