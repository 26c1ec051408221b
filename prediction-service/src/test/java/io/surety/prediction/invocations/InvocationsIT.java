package io.surety.prediction.invocations;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MLflow's protocol, asked of a model with an input of every type. */
class InvocationsIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ConfigurableApplicationContext service;
  private static HttpProbe http;
  private static String expected;

  @BeforeAll
  static void start() {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.ofEveryType());
    service = registry.start(FEATURES);
    http = TestedRegistry.probe(service);
    JsonNode scored =
        JSON.readTree(
            http.post("/score", "[[1, 250.5, \"Érables\", 1], [4, null, null, 0]]").body());
    expected =
        "{\"predictions\":[%s,%s]}"
            .formatted(scored.at("/0/probability"), scored.at("/1/probability"));
  }

  @AfterAll
  static void stop() {
    http.close();
    service.close();
    FEATURES.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"dataframe_split": {"data": [[1, true, 250.5, "Érables"], [4, 0, NaN, null]],
         "columns": ["nb", "car", "amount", "job"], "index": [7, "x"]}, "params": null}
        """,
        """
        {"dataframe_records": [{"loans": 1, "amount": 250.5, "job": "Érables", "car": 1},
         {"car": false, "nb": 4}], "params": {}}
        """,
        """
        {"instances": [[1, 250.5, "Érables", true], [4, null, null, false]]}
        """,
        """
        {"instances": [{"loans": 1, "amount": 250.5, "job": "Érables", "car": 1},
         {"loans": 4, "amount": null, "job": null, "car": 0}]}
        """,
        """
        {"instances": {"loans": [1, 4], "amount": [250.5, null], "job": ["Érables", null],
         "car": [1, 0]}}
        """,
        """
        {"inputs": [[1, 250.5, "Érables", true], [4, NaN, null, false]]}
        """,
        """
        {"inputs": [{"loans": 1, "amount": 250.5, "job": "Érables", "car": 1}, {"nb": 4, "car": 0}],
         "params": {"outputs": null}}
        """,
        """
        {"inputs": {"nb": [[1], [4]], "amount": [[250.5], [null]], "job": ["Érables", null],
         "car": [true, false]}}
        """
      })
  void readsTheSameRowsFromEveryFormat(String body) {
    HttpResponse<String> answer = http.post("/invocations", body);
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nb,car,amount,job\n1,True,250.5,Érables\n4,0,,\n",
        "\uFEFFcar,loans,job,amount\r\n1,1,\"Érables\",2505e-1\r\n\r\nfalse,4.0,,\r\n"
      })
  void readsTheSameRowsFromCsv(String csv) {
    assertThat(invokeCsv(csv).body()).isEqualTo(expected);
  }

  @Test
  void takesOneRowOfSingleValues() {
    HttpResponse<String> answer =
        http.post("/invocations", "{\"inputs\": {\"loans\": 1, \"car\": 1}}");
    assertThat(JSON.readTree(answer.body()).get("predictions").size()).isOne();
  }

  @Test
  void answersNothingForNoRows() {
    for (String body :
        new String[] {
          "{\"instances\": []}",
          "{\"dataframe_records\": []}",
          "{\"dataframe_split\": {\"columns\": [\"loans\", \"car\"], \"data\": []}}",
          "{\"inputs\": {\"loans\": [], \"car\": []}}"
        }) {
      assertThat(http.post("/invocations", body).body()).isEqualTo("{\"predictions\":[]}");
    }
  }

  @Test
  void tellsWhatTheParametersAskFor() {
    JsonNode prediction =
        JSON.readTree(
                http.post(
                        "/invocations",
                        """
                        {"params": {"outputs": ["prediction_id", "decision", "score", "reasons"]},
                         "instances": [[1, 250.5, "Érables", true]]}
                        """)
                    .body())
            .at("/predictions/0");
    JsonNode scored = JSON.readTree(http.post("/score", "[[1, 250.5, \"Érables\", 1]]").body());
    assertThat(prediction.propertyNames())
        .containsExactly("prediction_id", "decision", "score", "reasons");
    assertThat(UUID.fromString(prediction.get("prediction_id").stringValue()).version())
        .isEqualTo(7);
    assertThat(prediction.get("decision")).isEqualTo(scored.at("/0/decision"));
    assertThat(prediction.get("score")).isEqualTo(scored.at("/0/score"));
    assertThat(prediction.get("reasons")).isEqualTo(scored.at("/0/reasons"));
    assertThat(prediction.get("reasons")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"dataframe_split\": {\"columns\": [\"loans\", \"car\"], \"data\": [[1, 1], [1.5, 1]]}}"
            + "|dataframe_split.data[1].loans: loans must be a whole number, but is 1.5.",
        "{\"dataframe_split\": {\"columns\": [\"loans\", \"cat\"], \"data\": []}}"
            + "|dataframe_split.columns.cat: The model has no input of this name; it has loans, amount, job, car.",
        "{\"dataframe_split\": {\"columns\": [\"loans\", \"car\"], \"data\": [[1, 1], [1]]}}"
            + "|dataframe_split.data[1]: A row has 1 value, but its 2 columns are loans, car.",
        "{\"dataframe_split\": {\"data\": [[1]]}}"
            + "|dataframe_split.columns: This field is required",
        "{\"dataframe_split\": {\"columns\": [\"loans\"]}}"
            + "|dataframe_split.data: This field is required",
        "{\"dataframe_split\": {\"rows\": []}}|dataframe_split.rows: This key is not known",
        "{\"dataframe_records\": [{\"loans\": 1, \"car\": 1}, {\"loans\": \"1\", \"car\": 1}]}"
            + "|dataframe_records[1].loans: loans must be a whole number, but is a text.",
        "{\"dataframe_records\": [{\"loans\": 1, \"car\": 1}, {\"loans\": 1}]}"
            + "|dataframe_records[1].car: car is missing, and the model does not score without it.",
        "{\"dataframe_records\": [{\"loans\": 1, \"nb\": 1, \"car\": 1}]}"
            + "|dataframe_records[0].nb: loans was given already, as loans.",
        "{\"dataframe_records\": [{\"loans\": 1, \"loans\": 1}]}"
            + "|dataframe_records[0].loans: This key comes twice",
        "{\"dataframe_records\": [[1]]}|dataframe_records[0]: A JSON object is expected here.",
        "{\"dataframe_records\": [{\"loans\": [1]}]}"
            + "|dataframe_records[0].loans: A single value is expected here.",
        "{\"instances\": [[1, 2, null, 3]]}|instances[0].car: car must be 0 or 1, but is 3.0.",
        "{\"instances\": [1, 2]}|instances[0]: A row has 1 value, but the model has the 4 inputs",
        "{\"instances\": [[1, [2]]]}|instances[0]: A single value is expected here.",
        "{\"inputs\": {\"loans\": [1, 2], \"car\": [1]}}"
            + "|inputs.car: This column holds 1 values, but the column loans holds 2.",
        "{\"inputs\": {\"loans\": [[1, 2]]}}|inputs.loans[1]: A single value is expected here.",
        "{\"inputs\": {\"loans\": [1], \"wage\": [1]}}|inputs.wage: The model has no input of this",
        "{\"inputs\": 1}|inputs: A list of rows or an object of columns is expected here.",
        "{\"inputs\": [], \"instances\": []}|Give the rows in exactly one of dataframe_split",
        "{\"columns\": []}|columns: Give the rows in exactly one of dataframe_split",
        "{}|Give the rows in exactly one of dataframe_split",
        "[]|A JSON object is expected here.",
        "{\"inputs\": [|The body is not valid JSON at line 1, column",
        "{\"params\": {\"threshold\": 1}}|params.threshold: This parameter is not known; known is",
        "{\"params\": {\"outputs\": [\"margin\"]}}|params.outputs[0]: There is no output 'margin'",
        "{\"params\": {\"outputs\": [\"score\", \"score\"]}}"
            + "|params.outputs[1]: This output is asked for twice.",
        "{\"params\": {\"outputs\": \"score\"}}|params.outputs: A list is expected here."
      })
  void namesRowAndFieldOfWhatIsWrong(String body, String sentence) {
    assertRefused(http.post("/invocations", body), 400, "BAD_REQUEST", sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loans,car\\n1,1\\n1.5,1\\n|[1].loans: loans must be a whole number, but is 1.5.",
        "loans,car\\n1,1\\n1\\n|[1]: A row has 1 value, but its 2 columns are loans, car.",
        "loans,cat\\n1,1\\n|cat: The model has no input of this name; it has",
        ",loans,car\\n0,1,1\\n|The first column has no name. Leave the index of a data frame out",
        "loans,car\\n1,1\\n\"1,1\\n|The body is not valid CSV in the record that begins at line 3: a cell",
        "\\n|The request needs a body of CSV that begins with a header of names."
      })
  void namesRowAndFieldOfWhatIsWrongInCsv(String csv, String sentence) {
    assertRefused(invokeCsv(csv.replace("\\n", "\n")), 400, "BAD_REQUEST", sentence);
  }

  @Test
  void refusesTheWrongMethodMediaTypeEncodingAndSize() {
    assertRefused(http.get("/invocations"), 405, "BAD_REQUEST", "This path takes POST");
    assertRefused(http.post("/ping", "{}"), 405, "BAD_REQUEST", "This path takes GET");
    assertRefused(invoke("a", "application/vnd.apache.parquet"), 415, "BAD_REQUEST", "text/csv");
    assertRefused(
        http.post("/invocations", "{}", "Content-Encoding", "gzip"),
        415,
        "BAD_REQUEST",
        "without the encoding 'gzip'");
    assertRefused(
        http.post("/invocations", " ".repeat(8_400_000)), 413, "BAD_REQUEST", "8388608 bytes");
  }

  @Test
  void takesTensOfThousandsOfRows() {
    String rows = "[1,250.5,null,1],".repeat(50_000) + "[1,250.5,null,1]";
    JsonNode predictions =
        JSON.readTree(http.post("/invocations", "{\"inputs\": [" + rows + "]}").body())
            .get("predictions");
    assertThat(predictions.size()).isEqualTo(50_001);
  }

  private static HttpResponse<String> invokeCsv(String csv) {
    return invoke(csv, "text/csv");
  }

  private static HttpResponse<String> invoke(String body, String type) {
    return http.send(
        http.request("/invocations", "Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, String code, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode refusal = JSON.readTree(answer.body());
    assertThat(refusal.propertyNames()).containsExactly("error_code", "message");
    assertThat(refusal.get("error_code").stringValue()).isEqualTo(code);
    assertThat(refusal.get("message").stringValue()).contains(sentence);
  }
}
