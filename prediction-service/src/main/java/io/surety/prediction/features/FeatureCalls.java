package io.surety.prediction.features;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import io.surety.feature.UserId;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the feature service for the features of users: one call for all of a moment, and one time
 * limit for all calls of a request. An answer that does not fit the question is treated like none.
 */
public final class FeatureCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureCalls.class);

  private static final Duration[] BOUNDS =
      IntStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final RestClient http;
  private final TimedRequests requests;
  private final FeatureCallSettings settings;
  private final Timer answered;
  private final Timer failed;

  FeatureCalls(
      RestClient http, TimedRequests requests, FeatureCallSettings settings, MeterRegistry meters) {
    this.http = http;
    this.requests = requests;
    this.settings = settings;
    this.answered = timer(meters, "answered");
    this.failed = timer(meters, "failed");
  }

  private static Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("surety.feature.calls")
        .description("Calls of the feature service, with the time they took")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  /**
   * The features of the users of each moment, with one call for a moment.
   *
   * @param definitions what the model needs, such as {@code age@1}
   * @throws FeaturesUnavailable when not all is answered in time, or not what was asked
   * @throws DefinitionsDiffer when the answer serves one of the definitions not at all or otherwise
   */
  public Map<Moment, KnownFeatures> lookUp(
      Map<Moment, List<UserId>> asked, List<String> definitions) {
    return requests.together(() -> {
      Map<Moment, KnownFeatures> known = new HashMap<>();
      asked.forEach((moment, users) -> known.put(moment, lookUp(users, moment, definitions)));
      return known;
    });
  }

  private KnownFeatures lookUp(List<UserId> users, Moment moment, List<String> definitions) {
    Timer.Sample time = Timer.start();
    LookupAnswer answer;
    try {
      answer = fitting(call(users, moment), users);
    } catch (RestClientException | UnfitAnswer failure) {
      time.stop(failed);
      LOG.warn("feature_call_failed users={} cause=\"{}\"", users.size(), rootOf(failure));
      throw new FeaturesUnavailable(
          "The feature service did not answer as expected.", failure, settings.retryAfter());
    }
    time.stop(answered);
    List<String> missing =
        definitions.stream().filter(needed -> !answer.schema().contains(needed)).toList();
    if (!missing.isEmpty()) {
      LOG.error("feature_definitions_differ missing={} served={}", missing, answer.schema());
      throw new DefinitionsDiffer(missing, answer.schema());
    }
    return new KnownFeatures(
        answer.asOf(), answer.results().stream().map(FeatureCalls::known).toList());
  }

  private static Optional<Map<String, @Nullable Number>> known(LookupAnswer.Result result) {
    return Optional.ofNullable(result.features());
  }

  /** A kept connection that the other side has closed meanwhile deserves a second try at once. */
  private @Nullable LookupAnswer call(List<UserId> users, Moment moment) {
    LookupRequest question =
        new LookupRequest(
            users.stream().map(UserId::value).toList(),
            moment.asOf(),
            moment.basis() == null ? null : moment.basis().wireName());
    try {
      return post(question);
    } catch (ResourceAccessException broken) {
      if (broken.getCause() instanceof HttpTimeoutException
          || broken.getCause() instanceof ConnectException) {
        throw broken;
      }
      return post(question);
    }
  }

  private @Nullable LookupAnswer post(LookupRequest question) {
    return http.post()
        .uri("/features/lookup")
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .body(question)
        .retrieve()
        .body(LookupAnswer.class);
  }

  /** Another service wrote this answer: nothing in it is taken for granted. */
  @SuppressWarnings("NullAway")
  private static LookupAnswer fitting(@Nullable LookupAnswer answer, List<UserId> users) {
    if (answer == null
        || answer.asOf() == null
        || answer.schema() == null
        || answer.results() == null) {
      throw new UnfitAnswer("The answer lacks as_of, schema or results.");
    }
    List<Long> asked = users.stream().map(UserId::value).toList();
    List<Long> told = new ArrayList<>(asked.size());
    for (LookupAnswer.Result result : answer.results()) {
      boolean found = result.status() == LookupAnswer.Status.FOUND;
      if (result.status() == null || found != (result.features() != null)) {
        throw new UnfitAnswer("A result is neither found with features nor unknown without.");
      }
      told.add(result.userId());
    }
    if (!told.equals(asked)) {
      throw new UnfitAnswer("The answer is about other users than were asked for.");
    }
    return answer;
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** The answer does not fit the question. */
  private static final class UnfitAnswer extends RuntimeException {

    UnfitAnswer(String sentence) {
      super(sentence, null, false, false);
    }
  }
}
