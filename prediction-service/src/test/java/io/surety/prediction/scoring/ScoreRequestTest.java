package io.surety.prediction.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.prediction.features.Moment;
import io.surety.prediction.scoring.ScoreItem.OfFeatures;
import io.surety.prediction.scoring.ScoreItem.OfUser;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import io.surety.web.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScoreRequestTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-03-08T12:00:00Z"), ZoneOffset.UTC);
  private static final JsonMapper JSON = WireJson.mapper();

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
  void readsFeaturesAsTheyAre() {
    ScoreRequest read =
        read("{\"features\": {\"age\": 5, \"amount\": 1.5, \"car\": true, \"job\": \"a\"}}");
    assertThat(read)
        .isEqualTo(
            new ScoreRequest.One(
                new OfFeatures(
                    Map.of("age", 5, "amount", 1.5, "car", true, "job", "a"), "features")));
  }

  @Test
  void readsAnArrayOfEitherAndAnEmptyOne() {
    assertThat(read("[{\"user_id\": 5}, {\"features\": {}}, {\"user_id\": 5}]"))
        .isInstanceOfSatisfying(
            ScoreRequest.Several.class, several -> assertThat(several.items()).hasSize(3));
    assertThat(read("[]"))
        .isInstanceOfSatisfying(
            ScoreRequest.Several.class, several -> assertThat(several.items()).isEmpty());
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
    refuses("features.age", "{\"features\": {\"age\": {\"years\": 5}}}");
    refuses("user_id", "{\"features\": {}, \"user_id\": 5}");
    refuses("as_of", "{\"features\": {}, \"as_of\": \"2021-12-27\"}");
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
    refuses("[1].features.age", "[{\"user_id\": 5}, {\"features\": {\"age\": [1]}}]");
    refuses("[0]", "[5]");
    refuses("[1]", "[{\"user_id\": 5}, {}]");
    refuses("[0]", "[[]]");
  }

  @Test
  void refusesWhatIsNeitherAnObjectNorAnArray() {
    for (String body : new String[] {"5", "null", "\"5008806\"", "{}"}) {
      assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedRequest.class);
    }
  }

  @Test
  void refusesMoreThanAThousand() {
    String items = "{\"user_id\": 5},".repeat(1000);
    assertThat(read("[" + items.substring(0, items.length() - 1) + "]")).isNotNull();
    assertThatThrownBy(() -> read("[" + items + "{\"user_id\": 5}]"))
        .isInstanceOf(MalformedRequest.class)
        .hasMessageContaining("1000");
  }

  private static ScoreRequest read(String body) {
    return ScoreRequest.read(JSON.readTree(body), CLOCK);
  }

  private static void refuses(String field, String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            MalformedRequest.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(FieldProblem::field)
                    .containsExactly(field));
  }
}
