package io.surety.featureservice;

import io.surety.feature.Feature;
import io.surety.feature.FeatureAnswer;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import io.surety.feature.UserId;
import io.surety.featurestore.Features;
import io.surety.featurestore.UserFeatures;
import io.surety.web.JsonFields;
import io.surety.web.MalformedRequest;
import io.surety.web.Quoted;
import io.surety.web.WholeBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The features of one user, or of many at once. Bodies are read and answers written here and not by
 * message converters, which cost more than finding the features.
 */
@RestController
class FeaturesEndpoint {

  private static final String USER_ID = "userId";
  private static final String USER_IDS = "user_ids";
  private static final Set<String> LOOKUP = Set.of(USER_IDS, Moment.AS_OF, Moment.BASIS);
  private static final List<String> SCHEMA = Feature.schema();

  private final Features features;
  private final Clock clock;
  private final JsonMapper json;
  private final ObjectWriter answer;
  private final ObjectWriter lookupAnswer;

  FeaturesEndpoint(Features features, Clock clock, JsonMapper json) {
    this.features = features;
    this.clock = clock;
    this.json = json;
    this.answer = json.writerFor(FeatureAnswer.class);
    this.lookupAnswer = json.writerFor(LookupAnswer.class);
  }

  @GetMapping(value = "/features/{userId}", produces = MediaType.APPLICATION_JSON_VALUE)
  void features(
      @PathVariable(USER_ID) String userId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    write(answer, features(userId, request.getParameterMap()), response);
  }

  FeatureAnswer features(String userId, Map<String, String[]> query) {
    UserId user = user(userId);
    Moment moment = Moment.ofQuery(query, clock);
    UserFeatures found =
        features
            .find(user, moment.asOf(), moment.basis())
            .orElseThrow(() -> new UserNotFound(user, moment));
    return new FeatureAnswer(
        user.value(),
        moment.asOf(),
        moment.basis().wireName(),
        found.loanDate(),
        found.knownAt(),
        found.values().toWire(),
        SCHEMA);
  }

  @PostMapping(
      value = "/features/lookup",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void lookup(HttpServletRequest request, HttpServletResponse response) throws IOException {
    write(lookupAnswer, lookup(WholeBody.json(request, json)), response);
  }

  LookupAnswer lookup(JsonNode body) {
    JsonFields fields = JsonFields.of(body, "", LOOKUP);
    List<UserId> users =
        fields.requireIds(USER_IDS, LookupRequest.MOST_USERS).stream().map(UserId::new).toList();
    Moment moment = Moment.ofBody(fields, clock);
    List<Optional<UserFeatures>> found =
        users.isEmpty() ? List.of() : features.findAll(users, moment.asOf(), moment.basis());
    List<LookupAnswer.Result> results = new ArrayList<>(users.size());
    for (int i = 0; i < users.size(); i++) {
      results.add(result(users.get(i), found.get(i)));
    }
    return new LookupAnswer(
        moment.asOf(), moment.basis().wireName(), knownAt(found), SCHEMA, results);
  }

  /** One statement found them all, so what is true of one is true of all. */
  private static @Nullable Instant knownAt(List<Optional<UserFeatures>> found) {
    return found.stream()
        .flatMap(Optional::stream)
        .findFirst()
        .map(UserFeatures::knownAt)
        .orElse(null);
  }

  private static void write(ObjectWriter writer, Object answer, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    writer.writeValue(response.getOutputStream(), answer);
  }

  private static LookupAnswer.Result result(UserId user, Optional<UserFeatures> found) {
    return found
        .map(known ->
            new LookupAnswer.Result(
                user.value(), LookupAnswer.Status.FOUND, known.loanDate(), known.values().toWire()))
        .orElseGet(
            () -> new LookupAnswer.Result(user.value(), LookupAnswer.Status.UNKNOWN, null, null));
  }

  private static UserId user(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (digits) {
        return new UserId(Long.parseLong(text));
      }
    } catch (NumberFormatException tooLarge) {
      digits = false;
    }
    throw MalformedRequest.at(
        USER_ID, Quoted.of(text) + " is not a user id; a user id is a whole number from 0.");
  }
}
