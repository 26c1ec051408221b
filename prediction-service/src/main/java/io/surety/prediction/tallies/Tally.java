package io.surety.prediction.tallies;

import io.surety.bundle.RowBinder;
import io.surety.prediction.champion.LoadedModel;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.TallyKind;
import io.surety.predictionlog.TallyRow;
import io.surety.registry.ModelVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the requests that one version answers in one role. Any number of threads count at
 * once, and none waits for another or for what is written.
 */
public final class Tally {

  private static final String ATTRIBUTE = Tally.class.getName();

  private final ModelVersion version;
  private final AnswerRole role;
  private final Map<TallyKind, LongAdder> counts = new EnumMap<>(TallyKind.class);
  private final LongAdder answered = counter(TallyKind.ANSWERED);
  private final LongAdder failed = counter(TallyKind.FAILED);
  private final LongAdder dependencyFailed = counter(TallyKind.DEPENDENCY_FAILED);
  private final LongAdder rows = counter(TallyKind.ANSWERED_ROW);
  private final Map<String, LongAdder> unknownCategories = new ConcurrentHashMap<>();
  private volatile @Nullable RowBinder binder;

  Tally(ModelVersion version, AnswerRole role) {
    this.version = version;
    this.role = role;
  }

  private LongAdder counter(TallyKind kind) {
    return counts.computeIfAbsent(kind, _ -> new LongAdder());
  }

  /** A request was answered. */
  public void answered() {
    answered.increment();
  }

  /** A request was not answered, for a fault of the version. */
  public void failed() {
    failed.increment();
  }

  /** A request was not answered, because something failed that every version needs. */
  public void dependencyFailed() {
    dependencyFailed.increment();
  }

  /** So many requests of one row each were answered. */
  public void answeredEach(int count) {
    answered.add(count);
    rows.add(count);
  }

  /** So many requests were not answered, for a fault of the version. */
  public void failedEach(int count) {
    failed.add(count);
  }

  /** So many requests were not answered, because something failed that every version needs. */
  public void dependencyFailedEach(int count) {
    dependencyFailed.add(count);
  }

  /** So many rows were answered. */
  public void answeredRows(long count) {
    rows.add(count);
  }

  /**
   * What binds rows for the version, and counts those that it refuses for an unknown category.
   *
   * @param model the version whose tally this is, whenever it was loaded
   */
  public RowBinder binder(LoadedModel model) {
    RowBinder known = binder;
    if (known == null) {
      known = model.binder().telling(this::unknownCategory);
      binder = known;
    }
    return known;
  }

  private void unknownCategory(String input) {
    unknownCategories.computeIfAbsent(input, _ -> new LongAdder()).increment();
  }

  /** Has a request counted here when it has ended. */
  public void count(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Leaves counting a request to whoever calls this; null when no version was to answer it. */
  public static @Nullable Tally takeFrom(HttpServletRequest request) {
    Tally tally = of(request);
    request.removeAttribute(ATTRIBUTE);
    return tally;
  }

  /** Where a request is to be counted; null when no version was to answer it. */
  static @Nullable Tally of(HttpServletRequest request) {
    return (Tally) request.getAttribute(ATTRIBUTE);
  }

  /** Gives out what was counted since it was asked last, and begins anew. */
  void drain(Instant from, UUID instance, Consumer<TallyRow> taker) {
    counts.forEach((kind, count) -> give(from, instance, kind, "", count, taker));
    unknownCategories.forEach(
        (input, count) -> give(from, instance, TallyKind.UNKNOWN_CATEGORY, input, count, taker));
  }

  private void give(
      Instant from,
      UUID instance,
      TallyKind kind,
      String input,
      LongAdder counter,
      Consumer<TallyRow> taker) {
    long count = counter.sumThenReset();
    if (count > 0) {
      taker.accept(new TallyRow(from, instance, version, role, kind, input, count));
    }
  }
}
