package io.surety.drill;

import io.surety.drill.Applicants.Applicant;
import io.surety.feature.Feature;
import io.surety.feature.ValueType;
import io.surety.smoke.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that go on until it is closed, as callers send them: one after the other name a user, or
 * bring the features along. So many callers each have connections of their own, so that a balancer
 * leads them to more than one replica. When the service is slower than the rate, they wait for it,
 * and send no more than the rate afterwards.
 */
public final class Traffic implements AutoCloseable {

  private static final int CALLERS = 6;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(12);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCORE = "/score?explain=none";
  private static final int LONGEST_WORDS = 300;

  private final Ask ask;
  private final Answers answers = new Answers();
  private final Clock clock;
  private final AtomicLong turns = new AtomicLong();
  private final List<Thread> callers = new ArrayList<>();
  private final Pacing pacing;
  private volatile Source source;
  private volatile boolean ended;

  private record Source(Applicants people, boolean drifted) {}

  /**
   * Whom to ask, and how.
   *
   * @param address of the service
   * @param token gives the token to send, as it is now
   * @param inputs what a request brings along that names no user
   * @param rate requests a second
   */
  public record Ask(
      URI address, Supplier<Optional<String>> token, List<Feature> inputs, double rate) {

    /** Keeps its own list. */
    public Ask {
      inputs = List.copyOf(inputs);
    }
  }

  private Traffic(Ask ask, Applicants people, Clock clock) {
    this.ask = ask;
    this.clock = clock;
    this.source = new Source(people, false);
    this.pacing = new Pacing(ask.rate(), System.nanoTime());
  }

  /** Begins with these people. */
  public static Traffic start(Ask ask, Applicants people, Clock clock) {
    Traffic traffic = new Traffic(ask, people, clock);
    for (int i = 0; i < CALLERS; i++) {
      traffic.callers.add(
          Thread.ofPlatform().daemon().name("drill-caller-" + i).start(traffic::call));
    }
    return traffic;
  }

  /** From now on these ask. */
  public void drift(Applicants people) {
    source = new Source(people, true);
  }

  /** What came of the requests so far. */
  public Answers answers() {
    return answers;
  }

  private void call() {
    Endpoint service = Endpoint.of(ask.address(), Optional.empty());
    while (!ended) {
      long turn = turns.getAndIncrement();
      long due = pacing.next(System.nanoTime());
      for (long left = due - System.nanoTime();
          left > 0 && !ended;
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (!ended) {
        send(service.with(ask.token().get()), turn);
      }
    }
    service.http().close();
  }

  private void send(Endpoint service, long turn) {
    Source now = source;
    Applicant who = now.people().at(turn);
    try {
      Endpoint.Answer answer = service.post(SCORE, body(who, ask.inputs(), turn % 2 == 0));
      if (answer.status() == 200) {
        answers.answered(Speaker.of(JSON.readTree(answer.body())), clock.instant(), now.drifted());
      } else {
        answers.failed("status %d, %s".formatted(answer.status(), shortened(answer.body())));
      }
    } catch (IOException | JacksonException failure) {
      // Whoever ends in the middle of a request did not see it fail.
      if (!ended) {
        answers.failed(shortened(String.valueOf(failure)));
      }
    }
  }

  /** One request as JSON. */
  static String body(Applicant who, List<Feature> inputs, boolean byUser) {
    ObjectNode body = JSON.createObjectNode();
    if (byUser) {
      return body.put("user_id", who.user()).put("as_of", who.day().toString()).toString();
    }
    ObjectNode features = body.putObject("features");
    for (Feature input : inputs) {
      double value = who.features()[input.ordinal()];
      if (Double.isNaN(value)) {
        features.putNull(input.featureName());
      } else if (input.type() == ValueType.REAL) {
        features.put(input.featureName(), value);
      } else {
        features.put(input.featureName(), (long) value);
      }
    }
    return body.toString();
  }

  /**
   * Asks once, before any traffic.
   *
   * @throws IOException when there is no answer; its message says why
   */
  public static JsonNode once(Ask ask, Applicant who) throws IOException {
    Endpoint.Answer answer =
        Endpoint.of(ask.address(), ask.token().get()).post(SCORE, body(who, ask.inputs(), false));
    if (answer.status() != 200) {
      throw new IOException("status %d, %s".formatted(answer.status(), shortened(answer.body())));
    }
    return JSON.readTree(answer.body());
  }

  private static String shortened(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
  }

  /** Ends when the requests that are under way have ended. */
  @Override
  public void close() {
    ended = true;
    try {
      for (Thread caller : callers) {
        LockSupport.unpark(caller);
      }
      for (Thread caller : callers) {
        caller.join(ENDS_WITHIN);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
