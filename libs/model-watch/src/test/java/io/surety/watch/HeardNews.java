package io.surety.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a watch told. */
final class HeardNews implements WatchNews {

  volatile boolean leads;
  final AtomicInteger looks = new AtomicInteger();
  final AtomicInteger refusals = new AtomicInteger();
  final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

  @Override
  public void leading(boolean now) {
    leads = now;
  }

  @Override
  public void looked(Evaluator.Looks seen, Duration took) {
    looks.incrementAndGet();
  }

  @Override
  public void failed(RuntimeException failure) {
    failures.add(failure);
  }

  @Override
  public void delivered(WatchEvent event) {}

  @Override
  public void refused(WatchEvent event, String because, Duration again) {
    refusals.incrementAndGet();
  }
}
