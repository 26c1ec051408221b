package io.surety.prediction.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import io.surety.web.WireJson;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tensors that travel behind the JSON. */
class BinaryInferenceIT {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final String LENGTH = "Inference-Header-Content-Length";
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
  void readsEveryNumberWhateverItsDatatype() {
    String five = probability("FP64", little(8, Double.doubleToLongBits(5)));
    assertThat(probability("FP64", little(8, Double.doubleToLongBits(1)))).isNotEqualTo(five);
    assertThat(probability("FP32", little(4, Float.floatToIntBits(5)))).isEqualTo(five);
    assertThat(probability("FP16", little(2, Float.floatToFloat16(5)))).isEqualTo(five);
    assertThat(probability("INT64", little(8, 5))).isEqualTo(five);
    assertThat(probability("UINT64", little(8, 5))).isEqualTo(five);
    assertThat(probability("INT32", little(4, 5))).isEqualTo(five);
    assertThat(probability("UINT32", little(4, 5))).isEqualTo(five);
    assertThat(probability("INT16", little(2, 5))).isEqualTo(five);
    assertThat(probability("UINT16", little(2, 5))).isEqualTo(five);
    assertThat(probability("INT8", little(1, 5))).isEqualTo(five);
    assertThat(probability("UINT8", little(1, 5))).isEqualTo(five);
  }

  @Test
  void readsUnsignedNumbersAsSuch() {
    String large = probability("INT16", new byte[] {(byte) 200, 0});
    assertThat(probability("UINT8", new byte[] {(byte) 200})).isEqualTo(large);
    assertThat(refusal(amount("UINT64", bytes(8, -1))).get("error").stringValue())
        .doesNotContain("-1");
  }

  private static byte[] bytes(int count, int each) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) each);
    return bytes;
  }

  private static byte[] little(int count, long bits) {
    byte[] bytes = new byte[count];
    for (int at = 0; at < count; at++) {
      bytes[at] = (byte) (bits >> (8 * at));
    }
    return bytes;
  }

  @Test
  void readsTextsBehindTheirLengthAndAnEmptyOneAsMissing() {
    byte[] job = "Accountants".getBytes(StandardCharsets.UTF_8);
    byte[] texts =
        ByteBuffer.allocate(8 + job.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(job.length)
            .put(job)
            .putInt(0)
            .array();
    JsonNode answer =
        answered(
            send(
                "{\"inputs\": [%s, %s, {\"name\": \"job\", \"shape\": [2], \"datatype\": \"BYTES\", \"parameters\": {\"binary_data_size\": %d}}]}"
                    .formatted(
                        "{\"name\": \"loans\", \"shape\": [2], \"datatype\": \"INT8\", \"data\": [1, 1]}",
                        "{\"name\": \"car\", \"shape\": [2], \"datatype\": \"INT8\", \"data\": [1, 1]}",
                        texts.length),
                texts));
    JsonNode scored =
        JSON.readTree(
            http.post("/score", "[[1, null, \"Accountants\", 1], [1, null, null, 1]]").body());
    assertThat(answer.at("/outputs/0/data/0")).isEqualTo(scored.at("/0/probability"));
    assertThat(answer.at("/outputs/0/data/1")).isEqualTo(scored.at("/1/probability"));
    assertThat(answer.at("/outputs/0/data/0")).isNotEqualTo(answer.at("/outputs/0/data/1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FP32|[1]|4|3|4 bytes are announced, but 3 are left after the JSON",
        "FP32|[1]|4|5|1 bytes follow the JSON that no input announces",
        "FP32|[2]|4|4|The shape [2] of FP32 elements asks for 8 bytes, but binary_data_size says 4.",
        "FP64|[100000]|8|8|asks for 800000 bytes, but binary_data_size says 8.",
        "BYTES|[100000]|8|8|asks for at least 400000 bytes, but binary_data_size says 8.",
        "BYTES|[1]|8|8|inputs[0]: The data ends inside element 0.",
        "BYTES|[2]|8|8|inputs[0]: The data ends inside element 0.",
        "FP32|[1]|9223372036854775807|4|9223372036854775807 bytes are announced, but 4 are left",
        "FP32|[1]|-1|4|binary_data_size: A whole number of bytes from 0 is expected here.",
        "FP32|[1]|99999999999999999999|4|binary_data_size: A whole number of bytes from 0 is"
      })
  void refusesSizesThatDoNotAgree(
      String datatype, String shape, String announced, int sent, String sentence) {
    byte[] data = bytes(sent, 9);
    HttpResponse<String> answer =
        send(
            "{\"inputs\": [{\"name\": \"amount\", \"shape\": %s, \"datatype\": \"%s\", \"parameters\": {\"binary_data_size\": %s}}]}"
                .formatted(shape, datatype, announced),
            data);
    assertThat(refusal(answer).get("error").stringValue()).contains(sentence);
  }

  @Test
  void refusesDataThatComesTwiceOrNotAtAll() {
    assertThat(
            refusal(
                    send(
                        "{\"inputs\": [{\"name\": \"loans\", \"shape\": [1], \"datatype\": \"INT8\", \"data\": [1], \"parameters\": {\"binary_data_size\": 1}}]}",
                        new byte[1]))
                .get("error")
                .stringValue())
        .contains("either in the JSON or behind it, but this input has both");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|A request begins with JSON here",
        "-5|It says how many of the 13 bytes of the body are JSON, but it is '-5'.",
        "14|but it is '14'.",
        "99999999999|but it is '99999999999'.",
        "x|but it is 'x'.",
        "5|The body is not valid JSON"
      })
  void refusesAHeaderThatSaysNothing(String length, String sentence) {
    HttpResponse<String> answer =
        http.send(
            http.request("/v2/models/loan-risk/infer", LENGTH, length)
                .POST(BodyPublishers.ofString("{\"inputs\":[]}"))
                .build());
    assertThat(refusal(answer).get("error").stringValue()).contains(sentence);
  }

  /** Whatever is changed in a good request, the answer is good or a refusal in words. */
  @Test
  void refusesGarbledRequestsInWords() {
    long seed = System.nanoTime();
    System.out.println("BinaryInferenceIT seed " + seed);
    Random random = new Random(seed);
    byte[] good = body(amountJson("FP64", 8), ByteBuffer.allocate(8).array());
    int json = good.length - 8;
    for (int round = 0; round < 300; round++) {
      byte[] garbled = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(10) == 0 ? random.nextInt(good.length + 2) : json;
      HttpResponse<String> answer =
          http.send(
              http.request("/v2/models/loan-risk/infer", LENGTH, Integer.toString(length))
                  .POST(BodyPublishers.ofByteArray(garbled))
                  .build());
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
      assertThat(JSON.readTree(answer.body()).has(answer.statusCode() == 200 ? "outputs" : "error"))
          .isTrue();
    }
  }

  private static String probability(String datatype, byte[] data) {
    return answered(amount(datatype, data)).at("/outputs/0/data/0").toString();
  }

  private static HttpResponse<String> amount(String datatype, byte[] data) {
    return send(amountJson(datatype, data.length), data);
  }

  private static String amountJson(String datatype, int size) {
    return """
    {"inputs": [
      {"name": "loans", "shape": [1], "datatype": "%s", "parameters": {"binary_data_size": %d}},
      {"name": "car", "shape": [1], "datatype": "BOOL", "data": [true]}]}
    """
        .formatted(datatype, size);
  }

  private static HttpResponse<String> send(String json, byte[] data) {
    return http.send(
        http.request(
                "/v2/models/loan-risk/infer",
                LENGTH,
                Integer.toString(json.getBytes(StandardCharsets.UTF_8).length))
            .POST(BodyPublishers.ofByteArray(body(json, data)))
            .build());
  }

  private static byte[] body(String json, byte[] data) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(data);
    return body.toByteArray();
  }

  private static JsonNode answered(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode refusal(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).propertyNames()).containsExactly("error");
    return JSON.readTree(answer.body());
  }
}
