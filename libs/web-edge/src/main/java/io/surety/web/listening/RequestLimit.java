package io.surety.web.listening;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests under way, up to a limit. */
final class RequestLimit implements MeterBinder {

  private final int most;
  private final AtomicInteger underWay = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  RequestLimit(int most) {
    this.most = most;
  }

  /** Whether one more may begin; it has to {@link #end} then. */
  boolean begin() {
    int now;
    do {
      now = underWay.get();
      if (now >= most) {
        refused.increment();
        return false;
      }
    } while (!underWay.compareAndSet(now, now + 1));
    return true;
  }

  void end() {
    underWay.decrementAndGet();
  }

  int underWay() {
    return underWay.get();
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("surety.http.requests.under.way", underWay, AtomicInteger::get)
        .description("Requests that are being answered at the API port")
        .register(meters);
    Gauge.builder("surety.http.requests.limit", () -> most)
        .description("How many requests are answered at once at the API port")
        .register(meters);
    FunctionCounter.builder("surety.http.requests.refused", refused, LongAdder::sum)
        .description("Requests that were told to come again, as too many were under way")
        .register(meters);
  }
}
