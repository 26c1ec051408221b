package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same rows by every format of {@code POST /score}, which has to make no difference. */
class ScoreFormatsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final List<String> NAMES = List.of("loans", "amount", "job", "car");
  private static final List<String> JOBS = List.of("Accountants", "Cooking, \"staff\"", "Érables");
  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.ofEveryType());
    service = registry.start(FEATURES);
    http = TestedRegistry.probe(service);
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    FEATURES.close();
    registry.close();
  }

  @Test
  void answersTheSameRowsAlikeToTheBit() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<List<String>> rows = rows(random, 1 + random.nextInt(30));
      List<JsonNode> expected = answers(json(array(rows, ScoreFormatsIT::features)));
      assertThat(expected).hasSameSizeAs(rows);
      assertThat(expected.getFirst())
          .isEqualTo(withoutId(JSON.readTree(json(features(rows.getFirst())).body())));
      assertThat(answers(json(array(rows, ScoreFormatsIT::row)))).isEqualTo(expected);
      assertThat(answers(json("{\"data\": " + array(rows, ScoreFormatsIT::row) + "}")))
          .isEqualTo(expected);
      assertThat(answers(json("{\"inputs\": " + array(rows, ScoreFormatsIT::row) + "}")))
          .isEqualTo(expected);
      assertThat(answers(json("{\"inputs\": " + array(rows, ScoreFormatsIT::record) + "}")))
          .isEqualTo(expected);
      assertThat(answers(json("{\"inputs\": " + columns(rows).replace("loans", "nb") + "}")))
          .isEqualTo(expected);
      assertThat(answers(send("text/csv", csv(rows)))).isEqualTo(expected);
      assertThat(lines(send("application/x-ndjson", lines(rows)).body())).isEqualTo(expected);
      assertThat(lines(send("text/csv", csv(rows), "Accept", "application/x-ndjson").body()))
          .isEqualTo(expected);
      assertCsv(send("text/csv", csv(rows), "Accept", "text/csv").body(), expected);
    }
  }

  /** A fault as JSON has it in a row, by column, and the sentence about it. */
  @Test
  void refusesTheSameFaultInTheSameSentenceByEveryFormat() {
    assertFault("loans", List.of("2.5", "1.5", "null", "1"), "must be a whole number");
    assertFault("loans", List.of("null", "1.5", "null", "1"), "is missing");
    assertFault("amount", List.of("2", "1e300", "null", "1"), "is too large");
    assertFault("amount", List.of("2", "\"much\"", "null", "1"), "is a text");
    assertFault("job", List.of("2", "1.5", "\"Pilots\"", "1"), "must be one of");
    assertFault("car", List.of("2", "1.5", "null", "2"), "must be 0 or 1");
  }

  private static void assertFault(String field, List<String> wrong, String words) {
    List<List<String>> rows = List.of(List.of("1", "1", "null", "0"), wrong);
    JsonNode named = malformed(json(array(rows, ScoreFormatsIT::features)));
    String sentence = named.at("/errors/0/problem").stringValue();
    assertThat(sentence).contains(words);
    assertThat(named.at("/errors/0/field").stringValue()).isEqualTo("[1].features." + field);
    String rowsText = array(rows, ScoreFormatsIT::row);
    assertProblem(malformed(json(rowsText)), "[1]." + field, sentence);
    assertProblem(malformed(json("{\"data\": " + rowsText + "}")), "data[1]." + field, sentence);
    for (String inputs : List.of(rowsText, array(rows, ScoreFormatsIT::record), columns(rows))) {
      assertProblem(
          malformed(json("{\"inputs\": " + inputs + "}")), "inputs[1]." + field, sentence);
    }
    assertProblem(malformed(send("text/csv", csv(rows))), "[1]." + field, sentence);
    List<JsonNode> answers =
        lines(send("application/x-ndjson", array(rows, ScoreFormatsIT::row, "\n")).body());
    assertThat(answers.getFirst().has("probability")).isTrue();
    assertProblem(answers.getLast(), "[1]." + field, sentence);
  }

  private static void assertProblem(JsonNode problem, String field, String sentence) {
    assertThat(problem.get("status").intValue()).isEqualTo(400);
    assertThat(problem.get("index").intValue()).isOne();
    assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo(field);
    assertThat(problem.at("/errors/0/problem").stringValue()).isEqualTo(sentence);
    assertThat(problem.get("errors").size()).isOne();
  }

  @Test
  void refusesUnknownAndDoubledNamesInTheSameSentenceByEveryFormat() {
    String unknown = sentenceOf(json("[{\"features\": {\"loans\": 1, \"car\": 0, \"x\": 1}}]"));
    assertThat(unknown).contains("no input of this name");
    assertThat(sentenceOf(json("{\"inputs\": [{\"loans\": 1, \"car\": 0, \"x\": 1}]}")))
        .isEqualTo(unknown);
    assertThat(sentenceOf(json("{\"inputs\": {\"loans\": [1], \"car\": [0], \"x\": [1]}}")))
        .isEqualTo(unknown);
    assertThat(sentenceOf(send("text/csv", "loans,car,x\n1,0,1\n"))).isEqualTo(unknown);
    String twice = sentenceOf(json("[{\"features\": {\"loans\": 1, \"nb\": 1, \"car\": 0}}]"));
    assertThat(twice).contains("was given already");
    assertThat(sentenceOf(json("{\"inputs\": {\"loans\": [1], \"nb\": [1], \"car\": [0]}}")))
        .isEqualTo(twice);
    assertThat(sentenceOf(send("text/csv", "loans,nb,car\n1,1,0\n"))).isEqualTo(twice);
    String arity = sentenceOf(json("[[1, 2, 3]]"));
    assertThat(arity).contains("A row has 3 values");
    assertThat(sentenceOf(json("{\"data\": [[1, 2, 3]]}"))).isEqualTo(arity);
    assertThat(sentenceOf(json("{\"inputs\": [[1, 2, 3]]}"))).isEqualTo(arity);
    assertThat(
            lines(send("application/x-ndjson", "[1, 2, 3]").body())
                .getFirst()
                .at("/errors/0/problem")
                .stringValue())
        .isEqualTo(arity);
  }

  private static String sentenceOf(HttpResponse<String> refused) {
    return malformed(refused).at("/errors/0/problem").stringValue();
  }

  @Test
  void answersByTheTypeThatTheCallerLikesBest() {
    String row = "[1, 2, null, 0]";
    assertThat(
            typeOf(
                send("application/json", "[" + row + "]", "Accept", "text/csv;q=0.5, */*;q=0.1")))
        .isEqualTo("text/csv;charset=UTF-8");
    assertThat(typeOf(send("text/csv", csv(List.of()), "Accept", "*/*")))
        .isEqualTo("application/json");
    assertThat(typeOf(send("application/x-ndjson", row, "Accept", "application/*")))
        .isEqualTo("application/x-ndjson");
    for (String accept : List.of("application/xml", "text/csv;q=0", "nonsense")) {
      HttpResponse<String> refused = send("text/csv", csv(List.of()), "Accept", accept);
      assertThat(refused.statusCode()).as(accept).isEqualTo(406);
      assertThat(typeOf(refused)).isEqualTo("application/problem+json");
    }
    HttpResponse<String> whole = send("application/x-ndjson", row, "Accept", "application/json");
    assertThat(whole.statusCode()).isEqualTo(406);
    HttpResponse<String> xml = send("application/xml", "<row/>");
    assertThat(xml.statusCode()).isEqualTo(415);
    assertThat(xml.body()).contains("application/json or application/x-ndjson or text/csv");
    assertThat(typeOf(xml)).isEqualTo("application/problem+json");
  }

  @Test
  void limitsBodiesOfCsvAsOfJson() {
    assertThat(send("text/csv", "loans,car\n" + "1,0\n".repeat(1001)).statusCode()).isEqualTo(400);
    assertThat(send("text/csv", "loans,car\n" + " ".repeat(1_100_000)).statusCode()).isEqualTo(413);
  }

  private static String typeOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("none");
  }

  private static List<List<String>> rows(Random random, int count) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(
          List.of(
              Integer.toString(random.nextInt(6)),
              random.nextInt(4) == 0 ? "null" : Double.toString(random.nextDouble(200)),
              random.nextInt(4) == 0
                  ? "null"
                  : JSON.writeValueAsString(JOBS.get(random.nextInt(JOBS.size()))),
              Integer.toString(random.nextInt(2))));
    }
    return rows;
  }

  /** Writes one row. */
  private interface Form {
    String of(List<String> row);
  }

  private static String array(List<List<String>> rows, Form form) {
    return "[" + array(rows, form, ", ") + "]";
  }

  private static String array(List<List<String>> rows, Form form, String between) {
    return rows.stream().map(form::of).collect(Collectors.joining(between));
  }

  private static String row(List<String> row) {
    return "[" + String.join(", ", row) + "]";
  }

  private static String record(List<String> row) {
    return "{\"loans\": %s, \"job\": %s, \"car\": %s, \"amount\": %s}"
        .formatted(row.get(0), row.get(2), row.get(3), row.get(1));
  }

  private static String features(List<String> row) {
    return "{\"features\": {\"loans\": %s, \"amount\": %s, \"car\": %s, \"job\": %s}}"
        .formatted(row.get(0), row.get(1), row.get(3), row.get(2));
  }

  private static String columns(List<List<String>> rows) {
    List<String> columns = new ArrayList<>();
    for (int column = NAMES.size() - 1; column >= 0; column--) {
      int at = column;
      columns.add(
          "\"%s\": [%s]"
              .formatted(
                  NAMES.get(at),
                  rows.stream().map(row -> row.get(at)).collect(Collectors.joining(", "))));
    }
    return "{" + String.join(", ", columns) + "}";
  }

  private static String csv(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.get(3) + "," + cell(row.get(2)) + "," + row.get(1) + "," + row.get(0))
        .map(line -> line.replace("null", ""))
        .collect(Collectors.joining("\r\n", "car,job,amount,loans\r\n", ""));
  }

  private static String cell(String json) {
    return json.startsWith("\"")
        ? '"' + JSON.readTree(json).stringValue().replace("\"", "\"\"") + '"'
        : json;
  }

  private static String lines(List<List<String>> rows) {
    StringBuilder lines = new StringBuilder();
    for (List<String> row : rows) {
      lines.append(lines.length() % 2 == 0 ? row(row) : features(row)).append("\n");
    }
    return lines.toString();
  }

  private static void assertCsv(String csv, List<JsonNode> expected) {
    List<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    assertThat(lines).hasSameSizeAs(expected);
    for (int at = 0; at < lines.size(); at++) {
      NamedCsvRecord line = lines.get(at);
      JsonNode answer = expected.get(at);
      assertThat(Double.parseDouble(line.getField("probability")))
          .isEqualTo(answer.get("probability").doubleValue());
      assertThat(line.getField("score")).isEqualTo(answer.get("score").asString());
      assertThat(line.getField("decision")).isEqualTo(answer.get("decision").stringValue());
      for (int place = 1; place <= 4; place++) {
        JsonNode reason = answer.at("/reasons/" + (place - 1));
        assertThat(line.getField("reason_" + place)).isEqualTo(reason.path("text").asString(""));
        assertThat(line.getField("reason_" + place + "_feature"))
            .isEqualTo(reason.path("feature").asString(""));
      }
    }
  }

  private static List<JsonNode> answers(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).valueStream().map(ScoreFormatsIT::withoutId).toList();
  }

  private static List<JsonNode> lines(String body) {
    return body.lines().map(JSON::readTree).map(ScoreFormatsIT::withoutId).toList();
  }

  private static JsonNode withoutId(JsonNode answer) {
    ((ObjectNode) answer).remove("prediction_id");
    return answer;
  }

  private static JsonNode malformed(HttpResponse<String> refused) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    return JSON.readTree(refused.body());
  }

  private static HttpResponse<String> json(String body) {
    return send("application/json", body);
  }

  private static HttpResponse<String> send(String type, String body, String... headers) {
    return http.send(
        http.request("/score", headers)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
