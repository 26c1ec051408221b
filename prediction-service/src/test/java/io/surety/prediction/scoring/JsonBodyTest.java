package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.bundle.RowBinder;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.prediction.TinyBundle;
import io.surety.prediction.features.Moment;
import io.surety.prediction.scoring.ScoreItem.OfRow;
import io.surety.prediction.scoring.ScoreItem.OfUser;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import io.surety.web.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonBodyTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-03-08T12:00:00Z"), ZoneOffset.UTC);
  private static final JsonMapper JSON = WireJson.mapper();
  private static final RowBinder BINDER = new RowBinder(TinyBundle.EVERY_TYPE);
  private static final double NONE = Double.NaN;

  @Test
  void readsAUser() {
    assertThat(read("{\"user_id\": 5, \"as_of\": \"2021-12-27\", \"basis\": \"next_loan\"}"))
        .isEqualTo(
            new ScoreRequest.One(
                new OfUser(
                    new UserId(5), new Moment(LocalDate.parse("2021-12-27"), Basis.NEXT_LOAN))));
  }

  @Test
  void leavesTheMomentOpenWhenNothingIsSaid() {
    assertThat(read("{\"user_id\": 5, \"as_of\": null}"))
        .isEqualTo(new ScoreRequest.One(new OfUser(new UserId(5), new Moment(null, null))));
  }

  @Test
  void readsFeaturesByNameOrAlias() {
    assertThat(read("{\"features\": {\"car\": true, \"nb\": 5, \"amount\": 1.5}}"))
        .isInstanceOfSatisfying(
            ScoreRequest.One.class,
            one -> assertThat(((OfRow) one.item()).row()).containsExactly(5, 1.5, NONE, 1));
  }

  @Test
  void readsRowsInTheOrderOfTheSchemaFromEveryTable() {
    for (String body :
        new String[] {
          "[[5, 1.5, null, true], [0, null, \"Érables\", 0]]",
          "[[5, 1.5, null, true], {\"features\": {\"loans\": 0, \"job\": \"Érables\", \"car\": 0}}]",
          "{\"data\": [[5, 1.5, null, true], [0, null, \"Érables\", 0]]}",
          "{\"inputs\": [[5, 1.5, null, true], [0, null, \"Érables\", 0]]}",
          "{\"inputs\": [{\"nb\": 5, \"amount\": 1.5, \"car\": 1}, [0, null, \"Érables\", 0]]}",
          "{\"inputs\": {\"car\": [1, 0], \"job\": [null, \"Érables\"], \"amount\": [1.5, null],"
              + " \"nb\": [5, 0]}}"
        }) {
      assertThat(rows(body))
          .as(body)
          .containsExactly(List.of(5.0, 1.5, NONE, 1.0), List.of(0.0, NONE, 2.0, 0.0));
    }
  }

  @Test
  void readsTablesOfNoRowsAtAll() {
    for (String body :
        new String[] {
          "[]", "{\"data\": []}", "{\"inputs\": []}", "{\"inputs\": {\"loans\": [], \"car\": []}}"
        }) {
      assertThat(rows(body)).as(body).isEmpty();
    }
  }

  @Test
  void namesTheFieldThatIsWrong() {
    refuses("user_id", "{\"user_id\": \"5\"}");
    refuses("user_id", "{\"user_id\": 5.0}");
    refuses("user_id", "{\"user_id\": -5}");
    refuses("userid", "{\"userid\": 5}");
    refuses("as_of", "{\"user_id\": 5, \"as_of\": \"2021-13-01\"}");
    refuses("basis", "{\"user_id\": 5, \"basis\": \"last\"}");
    refuses("features", "{\"features\": [1]}");
    refuses("features.loans", "{\"features\": {\"loans\": {\"years\": 5}}}");
    refuses("user_id", "{\"features\": {}, \"user_id\": 5}");
    refuses("as_of", "{\"features\": {}, \"as_of\": \"2021-12-27\"}");
    refuses("features", "{\"data\": [], \"features\": {}}");
    refuses("data", "{\"data\": {\"loans\": [1]}}");
    refuses("data", "{\"data\": null}");
    refuses("inputs", "{\"inputs\": 5}");
    refuses("inputs.loans", "{\"inputs\": {\"loans\": 5, \"car\": [1]}}");
    refuses("inputs.car", "{\"inputs\": {\"loans\": [5, 6], \"car\": [1]}}");
    refuses("inputs.nb", "{\"inputs\": {\"loans\": [5], \"nb\": [5], \"car\": [1]}}");
  }

  @Test
  void refusesADateMoreThanAYearAhead() {
    refuses("as_of", "{\"user_id\": 5, \"as_of\": \"2023-03-10\"}");
    refuses("[0].as_of", "[{\"user_id\": 5, \"as_of\": \"9999-12-31\"}]");
    assertThat(read("{\"user_id\": 5, \"as_of\": \"2023-03-09\"}")).isNotNull();
  }

  @Test
  void namesTheItemThatIsWrong() {
    refuses("[1].user_id", "[{\"user_id\": 5}, {\"user_id\": true}]");
    refuses("[1].features.loans", "[{\"user_id\": 5}, {\"features\": {\"loans\": [1]}}]");
    refuses("[0]", "[5]");
    refuses("[1]", "[{\"user_id\": 5}, {}]");
    refuses("[0]", "[[]]");
    refuses("[1]", "[[1, 2, null, 0], [1, 2]]");
    refuses("data[0]", "{\"data\": [{\"loans\": 1, \"car\": 0}]}");
    refuses("data[1].job", "{\"data\": [[1, 2, null, 0], [1, 2, [], 0]]}");
    refuses("inputs[0]", "{\"inputs\": [1, 2, 3, 4]}");
  }

  @Test
  void refusesWhatIsNeitherAnObjectNorAnArray() {
    for (String body : new String[] {"5", "null", "\"5008806\"", "{}"}) {
      assertThatThrownBy(() -> read(body)).as(body).isInstanceOf(MalformedRequest.class);
    }
  }

  @Test
  void refusesMoreThanAThousand() {
    String users = "{\"user_id\": 5},".repeat(1000);
    assertThat(read("[" + users.substring(0, users.length() - 1) + "]")).isNotNull();
    String numbers = "0,".repeat(1000) + "0";
    for (String body :
        new String[] {
          "[" + users + "{\"user_id\": 5}]",
          "{\"data\": [" + numbers + "]}",
          "{\"inputs\": [" + numbers + "]}",
          "{\"inputs\": {\"loans\": [" + numbers + "], \"car\": [" + numbers + "]}}"
        }) {
      assertThatThrownBy(() -> read(body))
          .isInstanceOf(MalformedRequest.class)
          .hasMessageContaining("At most 1,000")
          .hasMessageContaining("1,001");
    }
  }

  private static List<List<Double>> rows(String body) {
    return ((ScoreRequest.Several) read(body))
        .items().stream()
            .map(item -> DoubleStream.of(((OfRow) item).row()).boxed().toList())
            .toList();
  }

  private static ScoreRequest read(String body) {
    return new JsonBody(BINDER, CLOCK).read(JSON.readTree(body));
  }

  private static void refuses(String field, String body) {
    assertThatThrownBy(() -> read(body))
        .as(body)
        .isInstanceOfSatisfying(
            MalformedRequest.class,
            refused ->
                assertThat(refused.errors()).extracting(FieldProblem::field).contains(field));
  }
}
