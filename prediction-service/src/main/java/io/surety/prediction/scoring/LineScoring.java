package io.surety.prediction.scoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.prediction.champion.LoadedModel;
import io.surety.prediction.features.Moment;
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

  /** Answers until the last line. An answer that breaks off is left open, to be seen as broken. */
  void answer(InputStream body, OutputStream to, LoadedModel model, Explain explain)
      throws IOException {
    running.incrementAndGet();
    try {
      answerLines(body, to, model, explain);
    } finally {
      running.decrementAndGet();
    }
  }

  private void answerLines(InputStream body, OutputStream to, LoadedModel model, Explain explain)
      throws IOException {
    Lines lines = new Lines(body, lineLimit);
    JsonItems items = new JsonItems(model.binder(), clock);
    JsonAnswer answer = new JsonAnswer(model);
    long answered = 0;
    JsonGenerator out = json.writer().withRootValueSeparator("").createGenerator(to);
    for (List<Line> chunk = chunk(lines, items, 0);
        !chunk.isEmpty();
        chunk = chunk(lines, items, answered)) {
      Iterator<Scored> outcomes = score(model, chunk, explain, System.nanoTime());
      write(out, answer, chunk, outcomes, answered);
      out.flush();
      answered += chunk.size();
    }
    out.close();
  }

  private List<Line> chunk(Lines lines, JsonItems items, long first) throws IOException {
    List<Line> chunk = new ArrayList<>();
    Set<Moment> moments = new HashSet<>();
    int bytes = 0;
    do {
      if (!lines.next()) {
        break;
      }
      Line line = read(lines, items, "[" + (first + chunk.size()) + "]");
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
  private Iterator<Scored> score(
      LoadedModel model, List<Line> chunk, Explain explain, long begunNanos) {
    List<ScoreItem> items = new ArrayList<>(chunk.size());
    for (Line line : chunk) {
      if (line instanceof Line.Read(ScoreItem item)) {
        items.add(item);
      }
    }
    return scoring.scoreEach(deciding.begin(model, begunNanos), items, explain).iterator();
  }

  private static void write(
      JsonGenerator out,
      JsonAnswer answer,
      List<Line> chunk,
      Iterator<Scored> outcomes,
      long first) {
    long index = first;
    for (Line line : chunk) {
      switch (line) {
        case Line.Wrong(Problem problem) -> out.writePOJO(problem.withIndex(index));
        case Line.Read _ -> {
          switch (outcomes.next()) {
            case Scored.Answered scored -> answer.write(out, scored);
            case Scored.Refused(ScoringProblem type, String detail) ->
                out.writePOJO(Problem.of(type, detail).withIndex(index));
          }
        }
      }
      out.writeRaw('\n');
      index++;
    }
  }

  /** A line as it was read. */
  private sealed interface Line {

    record Read(ScoreItem item) implements Line {}

    record Wrong(Problem problem) implements Line {}
  }
}
