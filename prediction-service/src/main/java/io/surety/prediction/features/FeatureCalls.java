package io.surety.prediction.features;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.surety.batching.MicroBatcher;
import io.surety.batching.OutOfTime;
import io.surety.feature.Basis;
import io.surety.feature.LookupAnswer;
import io.surety.feature.LookupRequest;
import io.surety.feature.UserId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the feature service for the features of users: one call for all of a moment, and one time
 * limit for all calls of a request. Callers with different tokens never share a call, nor do they
 * wait for each other's. An answer that does not fit the question is treated like none. A service
 * that keeps failing is left alone for a while, see {@link CallGuard}.
 */
public final class FeatureCalls {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureCalls.class);

  private static final String METRIC = "surety.feature.calls";
  private static final KeyValue ANSWERED = KeyValue.of("outcome", "answered");
  private static final KeyValue FAILED = KeyValue.of("outcome", "failed");

  private final FeatureClient client;
  private final FeatureCallSettings settings;
  private final ObservationRegistry observations;
  private final CallIdentity identity;
  private final CallGuard guard;
  private final MicroBatcher<Common, UserId, KnownUser> single;

  FeatureCalls(
      FeatureClient client,
      FeatureCallSettings settings,
      CallIdentity identity,
      CallGuard guard,
      ObservationRegistry observations) {
    this.client = client;
    this.settings = settings;
    this.identity = identity;
    this.guard = guard;
    this.observations = observations;
    this.single =
        new MicroBatcher<>(
            settings.calls(),
            FeatureCalling.MOST_CONNECTIONS,
            LookupRequest.MOST_USERS,
            this::lookUp);
  }

  /** What all who share a call have in common. */
  private record Common(Moment moment, @Nullable String token) {}

  /**
   * The features of the users of each moment, with one call for a moment. One user alone goes
   * together with those of other requests when many come at once.
   *
   * @param definitions what the model needs, such as {@code age@1}
   * @throws FeaturesUnavailable when not all is answered in time, or not what was asked; at once
   *     while the feature service is left alone, or when too many wait for it
   * @throws FeaturesForbidden when the caller may not have them
   * @throws DefinitionsDiffer when the answer serves one of the definitions not at all or otherwise
   */
  public Map<Moment, KnownFeatures> lookUp(
      Map<Moment, List<UserId>> asked, List<String> definitions) {
    long end = System.nanoTime() + settings.totalLimit().toNanos();
    try {
      return guard.whileWaiting(() -> lookUp(asked, definitions, end));
    } catch (NotPermitted full) {
      throw unavailable(full);
    }
  }

  private Map<Moment, KnownFeatures> lookUp(
      Map<Moment, List<UserId>> asked, List<String> definitions, long end) {
    Map<Moment, KnownFeatures> known = HashMap.newHashMap(asked.size());
    String token = identity.token();
    asked.forEach((moment, users) ->
        known.put(moment, lookUp(users, new Common(moment, token), definitions, end)));
    return known;
  }

  private KnownFeatures lookUp(
      List<UserId> users, Common common, List<String> definitions, long end) {
    List<KnownUser> found =
        users.size() == 1
            ? List.of(lookUp(users.getFirst(), common, end))
            : lookUp(common, users, end);
    LookupAnswer answer = found.getFirst().answer();
    if (!answer.schema().containsAll(definitions)) {
      List<String> missing =
          definitions.stream().filter(needed -> !answer.schema().contains(needed)).toList();
      LOG.error("feature_definitions_differ missing={} served={}", missing, answer.schema());
      throw new DefinitionsDiffer(missing, answer.schema());
    }
    return new KnownFeatures(
        answer.asOf(),
        Basis.ofWireName(answer.basis()),
        answer.knownAt(),
        answer.schema(),
        found.stream().map(KnownUser::features).toList());
  }

  private KnownUser lookUp(UserId user, Common common, long end) {
    try {
      return single.ask(common, user, end);
    } catch (OutOfTime late) {
      throw unavailable(late);
    }
  }

  private List<KnownUser> lookUp(Common common, List<UserId> users, long end) {
    try {
      LookupRequest question = question(users, common.moment());
      LookupAnswer answer = guard.call(() -> ask(question, common.token(), end), end);
      return IntStream.range(0, users.size()).mapToObj(at -> new KnownUser(answer, at)).toList();
    } catch (NotLetIn refused) {
      LOG.warn("feature_call_refused cause=\"{}\"", String.valueOf(refused.getMessage()));
      throw refused.toCaller(common.token() != null);
    } catch (NotPermitted spared) {
      // Told once, when the circuit opens, and counted.
      throw unavailable(spared);
    } catch (IOException failure) {
      LOG.warn("feature_call_failed users={} cause=\"{}\"", users.size(), rootOf(failure));
      throw unavailable(failure);
    }
  }

  private FeaturesUnavailable unavailable(Exception cause) {
    return new FeaturesUnavailable(
        "The feature service did not answer as expected.", cause, settings.retryAfter());
  }

  /** What an answer says of the user at a place of the question. */
  private record KnownUser(LookupAnswer answer, int place) {

    Optional<Map<String, @Nullable Number>> features() {
      return Optional.ofNullable(answer.results().get(place).features());
    }
  }

  private static LookupRequest question(List<UserId> users, Moment moment) {
    return new LookupRequest(
        users.stream().map(UserId::value).toList(),
        moment.asOf(),
        moment.basis() == null ? null : moment.basis().wireName());
  }

  /** One call, measured, and with the trace of the request in its headers. */
  private LookupAnswer ask(LookupRequest question, @Nullable String token, long end)
      throws IOException {
    HeaderGroup headers = new HeaderGroup();
    if (token != null) {
      headers.setHeader(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token));
    }
    SenderContext<HeaderGroup> context =
        new SenderContext<>(
            (_, name, value) -> headers.setHeader(new BasicHeader(name, value)), Kind.CLIENT);
    context.setCarrier(headers);
    Observation call = Observation.start(METRIC, () -> context, observations);
    try {
      long ownEnd = System.nanoTime() + settings.readLimit().toNanos();
      LookupAnswer answer = client.ask(question, headers, ownEnd - end < 0 ? ownEnd : end);
      call.lowCardinalityKeyValue(ANSWERED);
      return answer;
    } catch (IOException failure) {
      call.lowCardinalityKeyValue(FAILED).error(failure);
      throw failure;
    } finally {
      call.stop();
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
