package io.surety.prediction.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the protocol refuses in a body of JSON, and in which words. */
class InferenceRefusalIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String INFER = "/v2/models/loan-risk/infer";
  private static final String TWO_ROWS =
      """
      {"name": "loans", "shape": [2], "datatype": "INT64", "data": [1, 4]},
      {"name": "amount", "shape": [2, 1], "datatype": "FP64", "data": [[250.5], [null]]},
      {"name": "job", "shape": [2], "datatype": "BYTES", "data": ["Érables", null]},
      {"name": "car", "shape": [2], "datatype": "BOOL", "data": [true, false]}
      """;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loans|INT64|[1, 4.5]|[1].loans: A tensor of INT64 holds whole numbers from",
        "loans|FP64|[1, 4.5]|[1].loans: loans must be a whole number, but is 4.5.",
        "loans|INT8|[1, 128]|[1].loans: A tensor of INT8 holds whole numbers from -128 to 127",
        "loans|FP64|[null, 4]|[0].loans: loans is missing, and the model does not score without",
        "loans|BYTES|[`1`, `4`]|[0].loans: loans must be a whole number, but is a text.",
        "loans|BOOL|[true, false]|[0].loans: loans must be a whole number, but is true.",
        "amount|FP64|[1, true]|[1].amount: A tensor of FP64 holds numbers, but this is true.",
        "amount|FP64|[1, `2`]|[1].amount: A tensor of FP64 holds numbers, but this is a text.",
        "amount|FP32|[1, 2, 3]|inputs[1].data: The shape [2] asks for 2 elements, but 3 came.",
        "amount|FP32|[[1], [2]]|inputs[1].data: The shape [2] is not that of 2 lists of 1",
        "amount|FP32|[[1], 2]|inputs[1].data: Either values are expected in this list, or lists",
        "amount|FP32|[[1], [[2]]]|inputs[1].data[1]: A list of values is expected here.",
        "amount|FP32|[{}]|inputs[1].data: Either values are expected in this list, or lists",
        "amount|FP32|7|inputs[1].data: A list is expected here.",
        "amount|FP32|null|inputs[1].data: This field is required.",
        "amount|BF16|[1, 2]|inputs[1].datatype: 'BF16' is no datatype here; there are BOOL,",
        "job|BYTES|[`Cook`, null]|[0].job: job must be one of Accountants,",
        "job|BYTES|[1, null]|[0].job: A tensor of BYTES holds texts, but this is a number.",
        "job|INT64|[1, null]|[0].job: job must be a text, but is a number.",
        "car|INT64|[2, 1]|[0].car: car must be 0 or 1, but is 2.0.",
        "wage|INT64|[2, 1]|wage: The model has no input of this name; it has loans, amount, job",
        "nb|INT64|[2, 1]|nb: loans was given already, as loans."
      })
  void namesRowAndFieldOfWhatIsWrong(String name, String datatype, String data, String sentence) {
    String other = name.equals("loans") ? "" : "{" + tensor("loans", "INT64", "[1, 2]") + "}, ";
    String first = name.equals("loans") ? "{" + tensor("car", "INT64", "[1, 0]") + "}, " : other;
    String car =
        name.equals("car") || name.equals("loans")
            ? ""
            : ", {" + tensor("car", "INT64", "[1, 0]") + "}";
    HttpResponse<String> answer =
        infer("{\"inputs\": [" + first + "{" + tensor(name, datatype, data) + "}" + car + "]}");
    assertRefused(answer, 400, sentence);
  }

  private static String tensor(String name, String datatype, String data) {
    return "\"name\": \"%s\", \"shape\": [2], \"datatype\": \"%s\", \"data\": %s"
        .formatted(name, datatype, data.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|inputs: At least one input is required.",
        "[]|A JSON object is expected here.",
        "{\"inputs\": 1}|inputs: A list is expected here.",
        "{\"inputs\": [1]}|inputs[0]: A JSON object is expected here.",
        "{\"input\": []}|input: This key is not known; known are id, inputs,",
        "{\"id\": 1}|id: A text is expected here.",
        "{\"inputs\": [{\"nam\": \"x\"}]}|inputs[0].nam: This key is not known; known are data,",
        "{\"inputs\": [{\"shape\": [1, 4, 1]}]}|inputs[0].shape: A tensor here has one dimension",
        "{\"inputs\": [{\"shape\": []}]}|inputs[0].shape: A tensor here has one dimension or two",
        "{\"inputs\": [{\"shape\": [-1]}]}|inputs[0].shape[0]: A whole number from 0 is expected",
        "{\"inputs\": [{\"shape\": [1e3]}]}|inputs[0].shape[0]: A whole number from 0 is",
        "{\"inputs\": [{\"shape\": [99999999999999999999]}]}|inputs[0].shape[0]: A whole number",
        "{\"inputs\": [{\"shape\": [2147483647, 2]}]}|inputs[0].shape: No request holds that many",
        "{\"inputs\": [{\"name\": \"x\", \"name\": \"y\"}]}|inputs[0].name: This key comes twice",
        "{\"inputs\": |The body is not valid JSON at line 1, column",
        "{\"inputs\": []} {}|The body is not valid JSON",
        "{\"parameters\": {\"binary_data_output\": 1}}|parameters.binary_data_output: true or",
        "{\"parameters\": []}|parameters: A JSON object is expected here."
      })
  void refusesWhatIsNoRequest(String body, String sentence) {
    assertRefused(infer(body), 400, sentence);
  }

  @Test
  void takesOutputsOfNullForNone() {
    assertThat(infer("{\"inputs\": [" + TWO_ROWS + "], \"outputs\": null}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAnIdThatIsATextOfItsOwn() {
    assertRefused(
        infer("{\"id\": \"" + "x".repeat(1001) + "\"}"),
        400,
        "id: An id has at most 1,000 characters.");
  }

  @Test
  void refusesAMatrixOfAnotherWidth() {
    assertRefused(
        infer(
            """
            {"inputs": [{"name": "x", "shape": [2, 3], "datatype": "FP64",
             "data": [1, 2, 3, 4, 5, 6]}]}
            """),
        400,
        "[0]: A row has 3 values, but the model has the 4 inputs loans, amount, job, car.");
  }

  @Test
  void refusesTensorsThatDoNotFitTogether() {
    String loans = "{" + tensor("loans", "INT64", "[1, 2]") + "}";
    assertRefused(
        infer(
            "{\"inputs\": [%s, {\"name\": \"car\", \"shape\": [1], \"datatype\": \"BOOL\", \"data\": [true]}]}"
                .formatted(loans)),
        400,
        "car: This tensor has 1 rows, but loans has 2.");
    assertRefused(
        infer(
            "{\"inputs\": [%s, {\"name\": \"car\", \"shape\": [1, 2], \"datatype\": \"INT8\", \"data\": [1, 1]}]}"
                .formatted(loans)),
        400,
        "car: A tensor of one input has the shape [rows] or [rows, 1], but this one has [1, 2].");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"label\"}|outputs[0].name: There is no output 'label'; there are probability",
        "{\"name\": \"score\"}, {\"name\": \"score\"}|outputs[1]: This output is asked for twice.",
        "{\"name\": \"score\", \"parameters\": {\"classification\": 1}}|outputs[0].parameters"
            + ".classification: Outputs are not sorted",
        "{\"name\": \"score\", \"parameters\": {\"shared_memory_region\": \"a\"}}|outputs[0]"
            + ".parameters.shared_memory_region: No memory is shared here",
        "{\"parameters\": null}|outputs[0].name: This field is required.",
        "{\"what\": 1}|outputs[0].what: This key is not known; known are name, parameters."
      })
  void refusesOutputsThatItCannotGive(String outputs, String sentence) {
    assertRefused(
        infer("{\"inputs\": [" + TWO_ROWS + "], \"outputs\": [" + outputs + "]}"), 400, sentence);
  }

  private static HttpResponse<String> infer(String body) {
    return http.post(INFER, body);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode refusal = JSON.readTree(answer.body());
    assertThat(refusal.propertyNames()).containsExactly("error");
    assertThat(refusal.get("error").stringValue()).contains(sentence);
  }
}
