package io.surety.prediction.features;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between this service and the feature service: a call that fails is made again once where
 * that is safe and there is time; a service that keeps failing is left alone for a while; and those
 * who wait for it are never all whom this service can answer.
 *
 * <p>{@code surety_feature_circuit_open} is 1 while it is left alone, {@code
 * surety_feature_calls_refused_total} counts what was refused for that ({@code by="circuit"}) or
 * because too many wait ({@code by="bulkhead"}), {@code surety_feature_retries_total} what was
 * tried again. Any number of threads may use it.
 */
final class CallGuard {

  /** A call, with the time by {@link System#nanoTime()} at which it has to be over. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(CallGuard.class);
  private static final String NAME = "features";

  /** Pauses are drawn between half of the mean and half more. */
  private static final double JITTER = 0.5;

  private final Bulkhead bulkhead;
  private final CircuitBreaker circuit;
  private final Retry retry;
  private final long longestPauseNanos;

  CallGuard(FeatureCallSettings settings, MeterRegistry meters) {
    this.bulkhead = bulkhead(settings.bulkhead());
    this.circuit = circuit(settings.circuit());
    this.retry = retry(settings.retry());
    this.longestPauseNanos = (long) (settings.retry().pause().toNanos() * (1 + JITTER));
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warn("feature_circuit state={}", event.getStateTransition().getToState()));
    measure(meters);
  }

  private static Bulkhead bulkhead(FeatureCallSettings.Bulkhead settings) {
    return Bulkhead.of(
        NAME,
        BulkheadConfig.custom()
            .maxConcurrentCalls(settings.requests())
            .maxWaitDuration(settings.patience())
            .writableStackTraceEnabled(false)
            .build());
  }

  private static CircuitBreaker circuit(FeatureCallSettings.Circuit settings) {
    return CircuitBreaker.of(
        NAME,
        CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
            .slidingWindowSize((int) settings.window().toSeconds())
            .minimumNumberOfCalls(settings.minimum())
            .failureRateThreshold((float) (100 * settings.failures()))
            .slowCallRateThreshold(100)
            .waitDurationInOpenState(settings.pause())
            .permittedNumberOfCallsInHalfOpenState(settings.trials())
            .recordException(CallGuard::failed)
            .writableStackTraceEnabled(false)
            .build());
  }

  private static Retry retry(FeatureCallSettings.Retry settings) {
    return Retry.of(
        NAME,
        RetryConfig.custom()
            .maxAttempts(1 + settings.times())
            .intervalFunction(IntervalFunction.ofRandomized(settings.pause(), JITTER))
            .retryOnException(CallGuard::mayBeRepeated)
            .build());
  }

  private void measure(MeterRegistry meters) {
    Gauge.builder("surety.feature.circuit.open", circuit, CallGuard::open)
        .description("1 while the feature service is left alone because calls failed")
        .register(meters);
    Counter byCircuit = refused("circuit", meters);
    Counter byBulkhead = refused("bulkhead", meters);
    Counter retries =
        Counter.builder("surety.feature.retries")
            .description("Calls of the feature service that were made again")
            .register(meters);
    circuit.getEventPublisher().onCallNotPermitted(_ -> byCircuit.increment());
    bulkhead.getEventPublisher().onCallRejected(_ -> byBulkhead.increment());
    retry.getEventPublisher().onRetry(_ -> retries.increment());
  }

  private static double open(CircuitBreaker circuit) {
    return switch (circuit.getState()) {
      case OPEN, FORCED_OPEN, HALF_OPEN -> 1;
      case CLOSED, DISABLED, METRICS_ONLY -> 0;
    };
  }

  private static Counter refused(String by, MeterRegistry meters) {
    return Counter.builder("surety.feature.calls.refused")
        .description("Lookups that were refused at once, without a call")
        .tag("by", by)
        .register(meters);
  }

  /**
   * Answers a request that has to wait for the feature service, unless too many do.
   *
   * @throws NotPermitted when too many wait
   */
  <T> T whileWaiting(Supplier<T> request) throws NotPermitted {
    if (!bulkhead.tryAcquirePermission()) {
      throw new NotPermitted("As many requests as may are waiting for the feature service.");
    }
    try {
      return request.get();
    } finally {
      bulkhead.onComplete();
    }
  }

  /**
   * Makes a call, and makes it again where that may help and ends in time.
   *
   * @param end the time by {@link System#nanoTime()} at which all has to be over
   * @throws NotPermitted when the feature service is left alone; nothing was called then
   */
  <T> T call(Call<T> call, long end) throws IOException {
    try {
      circuit.acquirePermission();
    } catch (CallNotPermittedException open) {
      throw new NotPermitted("The feature service is left alone for a while, as calls failed.");
    }
    long begun = circuit.getCurrentTimestamp();
    try {
      T answer = again(call, end);
      circuit.onSuccess(circuit.getCurrentTimestamp() - begun, circuit.getTimestampUnit());
      return answer;
    } catch (IOException | RuntimeException | Error failure) {
      circuit.onError(circuit.getCurrentTimestamp() - begun, circuit.getTimestampUnit(), failure);
      throw failure;
    }
  }

  private <T> T again(Call<T> call, long end) throws IOException {
    Retry.Context<T> attempts = null;
    while (true) {
      try {
        T answer = call.make();
        if (attempts != null) {
          attempts.onComplete();
        }
        return answer;
      } catch (IOException failure) {
        if (!mayBeRepeated(failure) || end - System.nanoTime() < 2 * longestPauseNanos) {
          throw failure;
        }
        attempts = attempts == null ? retry.context() : attempts;
        pause(attempts, failure);
      }
    }
  }

  /** Waits before the next attempt, or throws the failure when it was the last. */
  private static <T> void pause(Retry.Context<T> attempts, IOException failure) throws IOException {
    try {
      attempts.onError(failure);
    } catch (IOException | RuntimeException last) {
      throw last;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Refused or broken off: not what came too late, nor what another answer will not change. */
  private static boolean mayBeRepeated(Throwable failure) {
    return switch (failure) {
      case InterruptedIOException _, NotLetIn _ -> false;
      case UnfitAnswer unfit -> unfit.isFault();
      case IOException _ -> true;
      default -> false;
    };
  }

  /** Whether it says that the feature service is in trouble, and not that the question is wrong. */
  private static boolean failed(Throwable failure) {
    return switch (failure) {
      case NotLetIn _ -> false;
      case UnfitAnswer unfit -> unfit.isTrouble();
      default -> true;
    };
  }
}
