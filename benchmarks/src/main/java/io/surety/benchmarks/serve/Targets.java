package io.surety.benchmarks.serve;

import io.surety.benchmarks.echo.ServiceWithEcho.Service;
import io.surety.featurestore.UserFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is loaded, in the order of the table: an echo stands before what it is for. */
final class Targets {

  static final String ECHO = "echo";
  static final String ECHO_CONVERTED = "echo-converted";
  static final String ECHO_BYTES = "echo-bytes";
  static final String SCORE = "score";
  static final String SCORE_LOGGED = "score-logged";
  static final String REASONS_LOGGED = "score-reasons-logged";
  static final String USER_LOGGED = "score-user-logged";
  static final String SCORE_1000_LOGGED = "score-1000-logged";
  static final String REASONS = "score-reasons";
  static final String FULL = "score-full";
  static final String ECHO_USER = "echo-user";
  static final String USER = "score-user";
  static final String ECHO_FEATURES = "echo-features";
  static final String FEATURES = "features";

  static final String SCORE_100 = "score-100";
  static final String SCORE_1000 = "score-1000";
  static final String STREAM = "ndjson";
  static final String INFER = "infer";
  static final String INVOCATIONS = "invocations";

  /** Not an endpoint: {@link StatementLoop}. */
  static final String STATEMENT = "statement";

  /** The names of all, and the statement, in the order of the table. */
  static final List<String> NAMES =
      List.of(
          ECHO,
          ECHO_CONVERTED,
          ECHO_BYTES,
          SCORE,
          SCORE_LOGGED,
          REASONS,
          REASONS_LOGGED,
          FULL,
          ECHO_USER,
          USER,
          USER_LOGGED,
          ECHO_FEATURES,
          FEATURES,
          SCORE_100,
          SCORE_1000,
          SCORE_1000_LOGGED,
          STREAM,
          INFER,
          INVOCATIONS,
          STATEMENT);

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BATCHES = 16;
  private static final int STREAM_ROWS = 10_000;
  private static final int STREAMS = 2;

  /**
   * While some of them wait for the disk, others have to keep the processors busy. A service
   * answers 128 at once.
   */
  private static final int CONNECTIONS_THAT_WAIT = 120;

  private final List<UserFeatures> users;
  private final String model;

  Targets(List<UserFeatures> users, String model) {
    this.users = users;
    this.model = model;
  }

  List<Target> all() {
    Target score =
        score(SCORE, "/score, features in the request, without reasons", "/score?explain=none");
    Target byUser =
        Target.one(USER, "/score by user id", Service.PREDICTIONS, each(Targets::userBody));
    Target features =
        Target.one(
            FEATURES,
            "GET /features/{id}",
            Service.FEATURES,
            users.stream().map(user -> Ask.get("/features/" + user.userId())).toList());
    List<Target> all = new ArrayList<>();
    all.add(score.echo(ECHO, "echo of the same bodies", "/echo/" + SCORE));
    all.add(
        score.echo(
            ECHO_CONVERTED,
            "the same by message converters of Spring",
            "/echo-converted/" + SCORE));
    all.add(score.echo(ECHO_BYTES, "the same, bytes instead of JSON", "/echo-bytes/" + SCORE));
    all.add(score);
    all.add(logged(score, SCORE_LOGGED, "the same, logged"));
    Target reasons = score(REASONS, "the same with reasons", "/score").withSign("\"reasons\"");
    all.add(reasons);
    all.add(logged(reasons, REASONS_LOGGED, "the same with reasons, logged"));
    all.add(
        score(FULL, "the same with all contributions", "/score?explain=full")
            .withSign("contribution"));
    all.add(byUser.echo(ECHO_USER, "echo of the same bodies", "/echo/" + USER));
    all.add(byUser);
    all.add(logged(byUser, USER_LOGGED, "/score by user id, logged"));
    all.add(features.echo(ECHO_FEATURES, "echo of GET /features/{id}", "/echo/" + FEATURES));
    all.add(features);
    all.add(array(SCORE_100, 100));
    Target thousand = array(SCORE_1000, 1_000);
    all.add(thousand);
    all.add(thousand.logged(SCORE_1000_LOGGED, "/score, 1,000 rows in an array, logged"));
    all.add(stream());
    all.add(infer());
    all.add(invocations());
    return all;
  }

  private static Target logged(Target unlogged, String name, String words) {
    return unlogged
        .logged(name, words + ", %d connections".formatted(CONNECTIONS_THAT_WAIT))
        .withConnectionsAtLeast(CONNECTIONS_THAT_WAIT);
  }

  private Target score(String name, String words, String path) {
    return Target.one(
        name, words, Service.PREDICTIONS, each(user -> Ask.json(path, featuresBody(user))));
  }

  private Target array(String name, int size) {
    return Target.one(
            name,
            "/score, %,d rows in an array".formatted(size),
            Service.PREDICTIONS,
            batches(size, rows -> Ask.json("/score", joined(rows, "[", ",", "]"))))
        .withRows(size);
  }

  private Target stream() {
    List<Ask> asks =
        IntStream.range(0, STREAMS)
            .mapToObj(batch ->
                new Ask(
                    "/score",
                    "application/x-ndjson",
                    joined(rows(batch, STREAM_ROWS), "", "\n", "\n")))
            .toList();
    return Target.one(
            STREAM,
            "/score, %,d rows streamed as NDJSON".formatted(STREAM_ROWS),
            Service.PREDICTIONS,
            asks)
        .withRows(STREAM_ROWS)
        .withConnectionsAtMost(STREAMS)
        .withSign("probability");
  }

  private Target infer() {
    return Target.one(
            INFER,
            "Open Inference Protocol, one row",
            Service.PREDICTIONS,
            each(user -> Ask.json("/v2/models/" + model + "/infer", tensors(user))))
        .withSign("outputs");
  }

  private Target invocations() {
    return Target.one(
            INVOCATIONS,
            "MLflow's /invocations, one row",
            Service.PREDICTIONS,
            each(user ->
                Ask.json(
                    "/invocations",
                    JSON.writeValueAsString(
                        Map.of(
                            "dataframe_split",
                            Map.of(
                                "columns",
                                user.values().toWire().keySet(),
                                "data",
                                List.of(user.values().toWire().values())))))))
        .withSign("predictions");
  }

  private static String tensors(UserFeatures user) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    user.values()
        .toWire()
        .forEach((name, value) ->
            inputs.add(
                Map.of(
                    "name",
                    name,
                    "shape",
                    List.of(1),
                    "datatype",
                    "FP64",
                    "data",
                    Collections.singletonList(value))));
    return JSON.writeValueAsString(Map.of("inputs", inputs));
  }

  private List<Ask> each(Function<UserFeatures, Ask> ask) {
    return users.stream().map(ask).toList();
  }

  private List<Ask> batches(int size, Function<List<UserFeatures>, Ask> ask) {
    return IntStream.range(0, BATCHES).mapToObj(batch -> ask.apply(rows(batch, size))).toList();
  }

  /** The rows of a batch: the users in turns, each batch beginning with another one. */
  private List<UserFeatures> rows(int batch, int size) {
    return IntStream.range(0, size)
        .mapToObj(row -> users.get((batch * 37 + row) % users.size()))
        .toList();
  }

  private static String joined(
      List<UserFeatures> rows, String before, String between, String after) {
    return rows.stream()
        .map(Targets::featuresBody)
        .collect(Collectors.joining(between, before, after));
  }

  private static Ask userBody(UserFeatures user) {
    return Ask.json("/score", JSON.writeValueAsString(Map.of("user_id", user.userId().value())));
  }

  private static String featuresBody(UserFeatures user) {
    return JSON.writeValueAsString(Map.of("features", user.values().toWire()));
  }
}
