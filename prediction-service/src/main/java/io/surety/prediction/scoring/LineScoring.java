package io.surety.prediction.scoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.features.Moment;
import io.surety.prediction.tallies.Tally;
import io.surety.web.MalformedRequest;
import io.surety.web.Problem;
import io.surety.web.StandardProblem;
import io.surety.web.UnreadableJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers lines with lines, one for one and in order, in memory that does not grow with them. Lines
 * are taken in chunks: those that have come already, up to a bound, and at least one. So a caller
 * who waits for the answer to his last line gets it at once, and one who sends many has their users
 * looked up together. What is wrong with a line is answered in its place, and the rest goes on.
 */
final class LineScoring {

  private static final int MOST_LINES = 500;
  private static final int MOST_BYTES = 1 << 18;

  /** Each moment is a call of the feature service, and all calls of a chunk share a time limit. */
  private static final int MOST_MOMENTS = 8;

  private final Scoring scoring;
  private final Deciding deciding;
  private final JsonMapper json;
  private final Clock clock;
  private final int lineLimit;
  private final AtomicInteger running = new AtomicInteger();

  LineScoring(
      Scoring scoring,
      Deciding deciding,
      JsonMapper json,
      Clock clock,
      ScoreSettings settings,
      MeterRegistry meters) {
    this.scoring = scoring;
    this.deciding = deciding;
    this.json = json;
    this.clock = clock;
    this.lineLimit = (int) settings.lineLimit().toBytes();
    Gauge.builder("surety.score.streams", running::get)
        .description("Streams of lines that are being answered")
        .register(meters);
  }

  /**
   * Answers until the last line. An answer that breaks off is left open, to be seen as broken.
   *
   * @param followed the model to answer the next lines with, after those of the one before
   */
  void answer(
      InputStream body,
      OutputStream to,
      LoadedModel model,
      UnaryOperator<LoadedModel> followed,
      Explain explain)
      throws IOException {
    running.incrementAndGet();
    try {
      answerLines(body, to, new Speaker(model, followed), explain);
    } finally {
      running.decrementAndGet();
    }
  }

  private void answerLines(InputStream body, OutputStream to, Speaker speaker, Explain explain)
      throws IOException {
    Lines lines = new Lines(body, lineLimit);
    long answered = 0;
    JsonGenerator out = json.writer().withRootValueSeparator("").createGenerator(to);
    for (List<Line> chunk = chunk(lines, speaker, 0);
        !chunk.isEmpty();
        chunk = chunk(lines, speaker, answered)) {
      LoadedModel model = speaker.model;
      JsonAnswer answer = new JsonAnswer(model, explain);
      Iterator<Scored> outcomes =
          score(deciding.begin(model, speaker.tally, System.nanoTime()), chunk, explain);
      write(out, answer, chunk, outcomes, answered, speaker.tally);
      out.flush();
      answered += chunk.size();
    }
    out.close();
  }

  /** The lines of a chunk are read for one model, which is chosen when the first has come. */
  private List<Line> chunk(Lines lines, Speaker speaker, long first) throws IOException {
    List<Line> chunk = new ArrayList<>();
    Set<Moment> moments = new HashSet<>();
    int bytes = 0;
    do {
      if (!lines.next()) {
        break;
      }
      if (chunk.isEmpty()) {
        speaker.follow();
      }
      Line line = read(lines, speaker.items, "[" + (first + chunk.size()) + "]");
      chunk.add(line);
      bytes += lines.length();
      if (line instanceof Line.Read(ScoreItem.OfUser user)) {
        moments.add(user.moment());
      }
    } while (chunk.size() < MOST_LINES
        && bytes < MOST_BYTES
        && moments.size() < MOST_MOMENTS
        && lines.isNextThere());
    return chunk;
  }

  private Line read(Lines lines, JsonItems items, String path) {
    if (lines.isTooLong()) {
      return new Line.Wrong(
          Problem.of(
              StandardProblem.BODY_TOO_LARGE,
              "One line of a stream holds at most " + lineLimit + " bytes."));
    }
    try {
      JsonNode node = json.readTree(lines.buffer(), lines.start(), lines.length());
      return new Line.Read(items.read(node, path));
    } catch (JacksonException notJson) {
      return new Line.Wrong(Problem.of(UnreadableJson.explainLine(notJson, path)));
    } catch (MalformedRequest malformed) {
      return new Line.Wrong(Problem.of(malformed));
    }
  }

  /** The outcomes of the lines that could be read, which had all come at that time. */
  private Iterator<Scored> score(Sitting sitting, List<Line> chunk, Explain explain) {
    List<ScoreItem> items = new ArrayList<>(chunk.size());
    for (Line line : chunk) {
      if (line instanceof Line.Read(ScoreItem item)) {
        items.add(item);
      }
    }
    return scoring.scoreEach(sitting, items, explain).iterator();
  }

  private static void write(
      JsonGenerator out,
      JsonAnswer answer,
      List<Line> chunk,
      Iterator<Scored> outcomes,
      long first,
      Tally tally) {
    long index = first;
    for (Line line : chunk) {
      switch (line) {
        case Line.Wrong(Problem problem) -> out.writePOJO(problem.withIndex(index));
        case Line.Read _ -> {
          Scored outcome = outcomes.next();
          switch (outcome) {
            case Scored.Answered _, Scored.ByPolicy _ -> {
              tally.answered();
              answer.write(out, outcome);
            }
            case Scored.Refused(ScoringProblem type, String detail) -> {
              if (type.isOfDependency()) {
                tally.dependencyFailed();
              } else if (type.status().is5xxServerError()) {
                tally.failed();
              }
              out.writePOJO(Problem.of(type, detail).withIndex(index));
            }
          }
        }
      }
      out.writeRaw('\n');
      index++;
    }
  }

  /** Who answers the lines of a chunk, and reads them. */
  private final class Speaker {

    private final UnaryOperator<LoadedModel> followed;
    private LoadedModel model;
    private Tally tally;
    private JsonItems items;

    Speaker(LoadedModel model, UnaryOperator<LoadedModel> followed) {
      this.followed = followed;
      this.model = model;
      this.tally = deciding.tally(model);
      this.items = new JsonItems(tally.binder(model), clock);
    }

    void follow() {
      LoadedModel next = followed.apply(model);
      if (next != model) {
        model = next;
        tally = deciding.tally(next);
        items = new JsonItems(tally.binder(next), clock);
      }
    }
  }

  /** A line as it was read. */
  private sealed interface Line {

    record Read(ScoreItem item) implements Line {}

    record Wrong(Problem problem) implements Line {}
  }
}
