package io.surety.batching;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A question whose caller waits for the answer, or for being called upon to get it. */
final class Waiting<K, Q, A> {

  private final K common;
  private final Q question;
  private final long end;
  private final Thread caller = Thread.currentThread();

  /** Guarded by the lock of those who ask. */
  private long place;

  private volatile @Nullable A answer;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable List<Waiting<K, Q, A>> led;

  Waiting(K common, Q question, long end) {
    this.common = common;
    this.question = question;
    this.end = end;
  }

  K common() {
    return common;
  }

  Q question() {
    return question;
  }

  long end() {
    return end;
  }

  /** Takes a place in the order of all who wait. */
  void queue(long number) {
    place = number;
  }

  long place() {
    return place;
  }

  /** Waits until woken; false when the time is over, or the caller was interrupted. */
  boolean await() {
    while (answer == null && failure == null && led == null) {
      if (isLate(System.nanoTime()) || caller.isInterrupted()) {
        return false;
      }
      LockSupport.park(this);
    }
    return true;
  }

  boolean isLate(long now) {
    return now - end >= 0;
  }

  void callUpon(List<Waiting<K, Q, A>> members) {
    led = members;
  }

  /** The batch that this one leads, if it was called upon. */
  @Nullable List<Waiting<K, Q, A>> led() {
    return led;
  }

  void answer(A given) {
    answer = given;
    wake();
  }

  void fail(Throwable cause) {
    failure = cause;
    wake();
  }

  void wake() {
    LockSupport.unpark(caller);
  }

  /** What was answered. */
  A answer() {
    A given = answer;
    if (given != null) {
      return given;
    }
    switch (failure) {
      case RuntimeException thrown -> throw thrown;
      case Error thrown -> throw thrown;
      case null, default -> throw new OutOfTime();
    }
  }
}
