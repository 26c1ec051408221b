package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.HttpProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service in a process and a heap of its own, which end together when it asks for too much. */
class SmallHeapIT {

  private static final String INFER = "/v2/models/loan-risk/infer";
  private static final int EIGHT_MB = 8_388_608;

  private static final FakeFeatureService FEATURES = new FakeFeatureService();
  private static TestedRegistry registry;
  private static ServiceProcess service;
  private static HttpProbe http;

  @BeforeAll
  static void start() throws IOException {
    registry = new TestedRegistry();
    registry.promote(TinyBundle.answering(0.2));
    service = ServiceProcess.start(registry.arguments(FEATURES));
    http = service.http();
  }

  @AfterAll
  static void stop() {
    service.close();
    FEATURES.close();
    registry.close();
  }

  @Test
  void refusesInputsWithoutEnd() {
    String inputs = filled("{\"inputs\": [{\"data\": []}", ",{\"data\": []}", "]}", EIGHT_MB);
    assertRefused(http.post(INFER, inputs), "inputs: A request holds at most 1,000 columns");
    String outputs = filled("{\"outputs\": [{}", ",{}", "]}", EIGHT_MB);
    assertRefused(http.post(INFER, outputs), "outputs: There are 7 outputs");
  }

  @Test
  void refusesColumnsAndKeysWithoutEnd() {
    assertRefused(
        http.post("/invocations", "{\"inputs\": {" + numbered(600_000, "\"%d\":[]") + "}}"),
        "inputs: A request holds at most 1,000 columns");
    assertRefused(
        http.post(
            "/invocations",
            "{\"inputs\": [" + numbered(90_000, "{\"%1$da\":1,\"%1$db\":1}") + "]}"),
        "inputs: The records differ too much in their keys.");
    assertRefused(
        http.post("/invocations", filled("{\"instances\": [[]", ",[]", "]}", EIGHT_MB)),
        "instances: A request holds at most 100,000 rows");
    assertRefused(
        http.post("/invocations", filled("{\"instances\": [[1", ",1", "]]}", EIGHT_MB)),
        "instances: A request holds at most 500,000 values");
  }

  @Test
  void refusesParametersAndTextsWithoutEnd() {
    String keys = numbered(600_000, "\"%x\":1");
    assertRefused(
        http.post(INFER, "{\"parameters\": {" + keys + "}}"),
        "parameters: At most 100 keys are read here");
    assertRefused(
        http.post(INFER, "{\"model_name\": [{" + keys + "}]}"),
        "model_name: At most 100 keys are read here");
    String texts = "{\"data\": [\"0\"" + ",\"0\"".repeat(499_999) + "]}";
    assertRefused(
        http.post(INFER, "{\"inputs\": [" + String.join(",", texts, texts, texts) + "]}"),
        "inputs[1].data: A request holds at most 500,000 values");
  }

  @Test
  void refusesManyEmptyItems() {
    for (String item : new String[] {"{}", "[]", "\"0\"", "{\"a\":[]}"}) {
      assertThat(http.post("/score", filled("[" + item, "," + item, "]", 1_000_000)).statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void refusesManyTinyNumbers() {
    HttpResponse<String> answer =
        binary(tensor("UINT8", 1_600_000, 8_000_000), new byte[8_000_000], "");
    assertRefused(answer, "inputs[0].shape: A request holds at most 100,000 rows");
  }

  @Test
  void refusesToExplainMoreThanItCanTell() {
    assertRefused(
        binary(tensor("UINT8", 100_000, 500_000), new byte[500_000], "{\"name\": \"reasons\"}"),
        "outputs: At most 10,000 rows are explained at once, but here are 100,000.");
  }

  @Test
  void answersWhatItPromises() {
    String all = outputs("probability", "decision", "score", "prediction_id");
    assertThat(binary(tensor("FP32", 100_000, 2_000_000), new byte[2_000_000], all).statusCode())
        .isEqualTo(200);
    String explained = all + ", " + outputs("contributions", "base_value", "reasons");
    assertThat(binary(tensor("FP32", 10_000, 200_000), new byte[200_000], explained).statusCode())
        .isEqualTo(200);
    String texts = "\"0\"" + ",\"0\"".repeat(499_999);
    assertThat(
            http.post(
                    INFER,
                    "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"BYTES\", \"shape\": [100000, 5], \"data\": ["
                        + texts
                        + "]}]}")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            http.post(
                    "/invocations",
                    filled("{\"inputs\": [[0,0,0,0,0]", ",[0,0,0,0,0]", "]}", 1_200_000))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void tellsOfManyWrongNamesInFewWords() {
    String header = "a" + ",a".repeat(500_000) + "\n";
    for (String path : new String[] {"/score", "/invocations"}) {
      HttpResponse<String> answer =
          http.send(
              http.request(path, "Content-Type", "text/csv")
                  .POST(BodyPublishers.ofString(header))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body().length()).isLessThan(10_000);
    }
    HttpResponse<String> named =
        http.post("/score", "{\"features\": {" + numbered(90_000, "\"%d\":1") + "}}");
    assertRefused(named, "more problems.");
    HttpResponse<String> long1 =
        http.post("/score", "{\"features\": {\"" + "x".repeat(40_000) + "\": 1}}");
    assertRefused(long1, "x…: The model has no input of this name");
  }

  @Test
  void livesThroughManyLargeBodiesAtOnce() throws Exception {
    String body = filled("{\"instances\": [[0,0,0,0,0]", ",[0,0,0,0,0]", "]}", 1_200_000);
    String padded = body + " ".repeat(EIGHT_MB - body.length());
    String small = filled("{\"data\": [[0,0,0,0,0]", ",[0,0,0,0,0]", "]}", 10_000);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 12)
              .mapToObj(_ -> callers.submit(() -> http.post("/invocations", padded).statusCode()))
              .toList();
      assertThat(http.post("/score", small).statusCode()).isEqualTo(200);
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 503);
      }
    }
  }

  @Test
  void livesThroughManyLargeBodiesThatDoNotEnd() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sent = new ArrayList<>();
      for (int caller = 0; caller < 16; caller++) {
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(http.address()).getPort());
        sockets.add(socket);
        sent.add(callers.submit(() -> sendAllButTheEnd(socket)));
      }
      for (Future<?> each : sent) {
        each.get();
      }
      assertThat(http.post("/score", "[]").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void sendAllButTheEnd(Socket socket) {
    String head =
        """
        POST /invocations HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(EIGHT_MB);
    try {
      OutputStream out = socket.getOutputStream();
      out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[EIGHT_MB - 1]);
    } catch (IOException refused) {
      // The service need not read what it refuses.
    }
  }

  private static String outputs(String... names) {
    return Stream.of(names).map("{\"name\": \"%s\"}"::formatted).collect(Collectors.joining(", "));
  }

  private static String tensor(String datatype, int rows, int size) {
    return "{\"name\": \"x\", \"datatype\": \"%s\", \"shape\": [%d, 5], \"parameters\": {\"binary_data_size\": %d}}"
        .formatted(datatype, rows, size);
  }

  private static HttpResponse<String> binary(String tensor, byte[] data, String outputs) {
    byte[] json =
        "{\"inputs\": [%s], \"outputs\": [%s]}"
            .formatted(tensor, outputs)
            .getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(json, json.length + data.length);
    System.arraycopy(data, 0, body, json.length, data.length);
    return http.send(
        http.request(INFER, "Inference-Header-Content-Length", Integer.toString(json.length))
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** The middle as often as it fits into so many bytes. */
  private static String filled(String begin, String middle, String end, int bytes) {
    return begin + middle.repeat((bytes - begin.length() - end.length()) / middle.length()) + end;
  }

  private static String numbered(int count, String format) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(","));
  }

  private static void assertRefused(HttpResponse<String> answer, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence).hasSizeLessThan(20_000);
  }
}
