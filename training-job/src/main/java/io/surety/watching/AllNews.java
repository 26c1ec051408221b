package io.surety.watching;

import io.surety.watch.Evaluator;
import io.surety.watch.WatchEvent;
import io.surety.watch.WatchNews;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Tells several what one watch tells. */
public final class AllNews implements WatchNews {

  private final List<WatchNews> listeners;

  /** Tells these, in this order. */
  public AllNews(WatchNews... listeners) {
    this.listeners = List.of(listeners);
  }

  private void each(Consumer<WatchNews> telling) {
    listeners.forEach(telling);
  }

  @Override
  public void leading(boolean leads) {
    each(one -> one.leading(leads));
  }

  @Override
  public void standsBy() {
    each(WatchNews::standsBy);
  }

  @Override
  public void looked(Evaluator.Looks looks, Duration took) {
    each(one -> one.looked(looks, took));
  }

  @Override
  public void failed(RuntimeException failure) {
    each(one -> one.failed(failure));
  }

  @Override
  public void delivered(WatchEvent event) {
    each(one -> one.delivered(event));
  }

  @Override
  public void refused(WatchEvent event, String because, Duration again) {
    each(one -> one.refused(event, because, again));
  }
}
