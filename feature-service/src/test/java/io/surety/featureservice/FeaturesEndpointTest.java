package io.surety.featureservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.feature.Basis;
import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import io.surety.featurestore.Features;
import io.surety.featurestore.UserFeatures;
import io.surety.testing.ExampleFile;
import io.surety.web.FieldProblem;
import io.surety.web.MalformedRequest;
import io.surety.web.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeaturesEndpointTest {

  private static final JsonMapper JSON = WireJson.mapper();
  private static final Clock EVENING_IN_NEW_YORK =
      Clock.fixed(Instant.parse("2022-03-08T01:30:00Z"), ZoneOffset.UTC);

  private final KnownUsers known = new KnownUsers();
  private final FeaturesEndpoint endpoint = new FeaturesEndpoint(known, EVENING_IN_NEW_YORK, JSON);

  @Test
  void answersLikeTheExample() {
    assertThat(wire(endpoint.features("5008806", query("as_of", "2022-03-08"))))
        .isEqualTo(JSON.readTree(ExampleFile.read("features/answer.json")));
  }

  @Test
  void answersALookupLikeTheExampleInTheOrderAsked() {
    JsonNode question = JSON.readTree(ExampleFile.read("features/lookup-request.json"));
    assertThat(wire(endpoint.lookup(question)))
        .isEqualTo(JSON.readTree(ExampleFile.read("features/lookup-answer.json")));
  }

  @Test
  void takesTodayInUtcAndTheLatestLoanWhenNothingIsSaid() {
    endpoint.features("5008806", query());
    endpoint.lookup(JSON.readTree("{\"user_ids\": [5008806], \"as_of\": null}"));
    assertThat(known.asked)
        .containsOnly(new Moment(LocalDate.parse("2022-03-08"), Basis.LATEST_LOAN));
  }

  @Test
  void passesTheBasisOn() {
    endpoint.features("5008806", query("basis", "next_loan"));
    assertThat(known.asked).extracting(Moment::basis).containsExactly(Basis.NEXT_LOAN);
  }

  @Test
  void answersRepeatedUsersAsOftenAsAskedAndNobodyWithNothing() {
    assertThat(endpoint.lookup(JSON.readTree("{\"user_ids\": [5008806, 5008806]}")).results())
        .hasSize(2);
    assertThat(endpoint.lookup(JSON.readTree("{\"user_ids\": []}")).results()).isEmpty();
  }

  @Test
  void refusesAnUnknownUserInWords() {
    assertThatThrownBy(() -> endpoint.features("5008807", query()))
        .isInstanceOf(UserNotFound.class)
        .hasMessage("User 5008807 has no loan up to 2022-03-08.");
  }

  @Test
  void refusesUserIdsThatAreNone() {
    for (String id : List.of("abc", "-1", "1.0", "", "+1", "99999999999999999999", "١٢")) {
      refuses("userId", () -> endpoint.features(id, query()));
    }
  }

  @Test
  void refusesDatesThatAreNone() {
    for (String date :
        List.of("2021-02-30", "2021-2-3", "yesterday", "", "0000-01-01", "+12021-01-01")) {
      refuses("as_of", () -> endpoint.features("1", query("as_of", date)));
    }
  }

  @Test
  void refusesADateMoreThanAYearAhead() {
    refuses("as_of", () -> endpoint.features("1", query("as_of", "2023-03-10")));
    refusesLookup("as_of", "{\"user_ids\": [1], \"as_of\": \"9999-12-31\"}");
    endpoint.features("5008806", query("as_of", "2023-03-09"));
  }

  @Test
  void refusesABasisAndAParameterThatItDoesNotKnow() {
    refuses("basis", () -> endpoint.features("1", query("basis", "LATEST_LOAN")));
    refuses("asof", () -> endpoint.features("1", query("asof", "2021-01-01")));
    Map<String, String[]> twice = Map.of("as_of", new String[] {"2021-01-01", "2021-01-02"});
    refuses("as_of", () -> endpoint.features("1", twice));
  }

  @Test
  void namesTheFieldOfALookupThatIsWrong() {
    refusesLookup("user_ids", "{}");
    refusesLookup("user_ids", "{\"user_ids\": 5}");
    refusesLookup("user_ids[1]", "{\"user_ids\": [1, \"2\"]}");
    refusesLookup("user_ids[0]", "{\"user_ids\": [null]}");
    refusesLookup("users", "{\"user_ids\": [1], \"users\": []}");
    refusesLookup("as_of", "{\"user_ids\": [1], \"as_of\": 20210101}");
    refusesLookup("basis", "{\"user_ids\": [1], \"basis\": \"none\"}");
    refusesLookup(
        "user_ids",
        JSON.writeValueAsString(Map.of("user_ids", IntStream.range(0, 1001).toArray())));
    assertThatThrownBy(() -> endpoint.lookup(JSON.readTree("[]")))
        .isInstanceOf(MalformedRequest.class);
  }

  private void refusesLookup(String field, String body) {
    refuses(field, () -> endpoint.lookup(JSON.readTree(body)));
  }

  private static void refuses(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MalformedRequest.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(FieldProblem::field)
                    .containsExactly(field));
  }

  private static Map<String, String[]> query() {
    return Map.of();
  }

  private static Map<String, String[]> query(String name, String value) {
    return Map.of(name, new String[] {value});
  }

  private static JsonNode wire(Object answer) {
    return JSON.readTree(JSON.writeValueAsString(answer));
  }

  /** The two users of the examples. */
  private static final class KnownUsers implements Features {

    private static final Instant KNOWN_AT = Instant.parse("2022-03-07T01:30:12.345678Z");
    private static final Map<UserId, UserFeatures> USERS =
        Map.of(
            new UserId(5008806),
            new UserFeatures(
                new UserId(5008806),
                LocalDate.parse("2020-12-18"),
                FeatureVector.of(29, 136.4468640135, 59, 3, 1),
                KNOWN_AT),
            new UserId(5008812),
            new UserFeatures(
                new UserId(5008812),
                LocalDate.parse("2020-10-14"),
                FeatureVector.of(16, 123.23469577030744, 62, Double.NaN, 0),
                KNOWN_AT));

    private final List<Moment> asked = new ArrayList<>();

    @Override
    public Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis) {
      asked.add(new Moment(asOf, basis));
      return Optional.ofNullable(USERS.get(user));
    }

    @Override
    public List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis) {
      return users.stream().map(user -> find(user, asOf, basis)).toList();
    }
  }
}
