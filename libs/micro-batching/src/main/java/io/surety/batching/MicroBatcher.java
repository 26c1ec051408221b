package io.surety.batching;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Answers questions together that come at the same time. A question that finds nothing to do goes
 * at once and alone; those that come while as many batches as allowed are under way wait, and go
 * together as soon as one is back. So nobody waits for company, and the busier it is the less each
 * question costs.
 *
 * <p>One of a batch asks for all of it, on its caller's thread. While anybody waits, one thread
 * looks for those whose time is over: a time limit of each one's own wait would cost more than the
 * wait. Any number of threads may ask.
 *
 * @param <K> what all questions of a batch have in common; compared by {@code equals}
 * @param <Q> a question
 * @param <A> an answer
 */
public final class MicroBatcher<K, Q, A> {

  /** Answers a batch. */
  @FunctionalInterface
  public interface Batch<K, Q, A> {

    /**
     * One answer for each question, in their order; what it throws, every caller gets.
     *
     * @param end the time by {@link System#nanoTime()} from which nobody waits any more
     */
    List<A> answer(K common, List<Q> questions, long end);
  }

  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(10).toNanos();

  private final int atOnce;
  private final int most;
  private final Batch<K, Q, A> batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Waiting<K, Q, A>> waiting = new ArrayDeque<>();
  private final List<List<Waiting<K, Q, A>>> underWay = new ArrayList<>();
  private boolean watched;

  /**
   * Makes one.
   *
   * @param atOnce how many batches may be under way at once
   * @param most the most questions of a batch
   * @param batch answers them
   */
  public MicroBatcher(int atOnce, int most, Batch<K, Q, A> batch) {
    if (atOnce < 1 || most < 1) {
      throw new IllegalArgumentException(
          "At least one batch at once and one question in it are needed, not %d and %d."
              .formatted(atOnce, most));
    }
    this.atOnce = atOnce;
    this.most = most;
    this.batch = batch;
  }

  /**
   * The answer to a question.
   *
   * @param end the time by {@link System#nanoTime()} until which to wait, to some ten milliseconds
   * @throws OutOfTime when it is not there by then, or the thread is interrupted
   */
  public A ask(K common, Q question, long end) {
    Waiting<K, Q, A> own = new Waiting<>(common, question, end);
    List<Waiting<K, Q, A>> alone = List.of(own);
    if (goesAtOnce(alone)) {
      lead(alone);
    } else {
      if (!own.await()) {
        giveUp(own);
      }
      List<Waiting<K, Q, A>> led = own.led();
      if (led != null) {
        lead(led);
      }
    }
    return own.answer();
  }

  /** How many wait for a batch to come back. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean goesAtOnce(List<Waiting<K, Q, A>> alone) {
    lock.lock();
    try {
      if (underWay.size() < atOnce) {
        underWay.add(alone);
        return true;
      }
      if (!watched) {
        Thread.ofVirtual()
            .name("batch-watch")
            .inheritInheritableThreadLocals(false)
            .start(this::watch);
        watched = true;
      }
      waiting.addAll(alone);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes those whose time is over, until nobody waits. */
  private void watch() {
    do {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    } while (wakeTheLate());
  }

  private boolean wakeTheLate() {
    lock.lock();
    try {
      long now = System.nanoTime();
      Stream.concat(waiting.stream(), underWay.stream().flatMap(List::stream))
          .filter(each -> each.isLate(now))
          .forEach(Waiting::wake);
      watched = !waiting.isEmpty() || underWay.stream().anyMatch(members -> members.size() > 1);
      return watched;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the queue. One that was just called upon to lead still has to: others rely on it. */
  private void giveUp(Waiting<K, Q, A> own) {
    lock.lock();
    try {
      waiting.remove(own);
    } finally {
      lock.unlock();
    }
  }

  private void lead(List<Waiting<K, Q, A>> members) {
    try {
      List<Q> questions = members.stream().map(Waiting::question).toList();
      Waiting<K, Q, A> leader = members.getLast();
      List<A> answers = batch.answer(leader.common(), questions, leader.end());
      if (answers.size() != questions.size()) {
        throw new IllegalStateException(
            "%d questions were answered with %d answers."
                .formatted(questions.size(), answers.size()));
      }
      for (int i = 0; i < members.size(); i++) {
        members.get(i).answer(answers.get(i));
      }
    } catch (RuntimeException | Error failure) {
      members.forEach(member -> member.fail(failure));
    } finally {
      next(members);
    }
  }

  /** Calls upon one of those that wait to lead the next batch: the one with the most time left. */
  private void next(List<Waiting<K, Q, A>> before) {
    List<Waiting<K, Q, A>> members;
    lock.lock();
    try {
      underWay.remove(before);
      members = take();
      if (members.isEmpty()) {
        return;
      }
      underWay.add(members);
      members.getLast().callUpon(members);
    } finally {
      lock.unlock();
    }
    members.getLast().wake();
  }

  /** The one that waits longest, and others that have the same in common. */
  private List<Waiting<K, Q, A>> take() {
    List<Waiting<K, Q, A>> members = new ArrayList<>();
    Iterator<Waiting<K, Q, A>> all = waiting.iterator();
    while (all.hasNext() && members.size() < most) {
      Waiting<K, Q, A> next = all.next();
      if (members.isEmpty() || next.common().equals(members.getFirst().common())) {
        members.add(next);
        all.remove();
      }
    }
    return members;
  }
}
