package io.surety.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions together that come at the same time. A question that finds nothing to do goes
 * at once and alone; those that come while as many batches as allowed are under way wait, and go
 * together as soon as one is back. So nobody waits for company, and the busier it is the less each
 * question costs.
 *
 * <p>There are no threads but those of the callers: one of a batch asks for all of it. Any number
 * of threads may ask.
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

  private final int atOnce;
  private final int most;
  private final Batch<K, Q, A> batch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Waiting<K, Q, A>> waiting = new ArrayDeque<>();
  private int underWay;

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
   * @param end the time by {@link System#nanoTime()} until which to wait
   * @throws OutOfTime when it is not there by then, or the thread is interrupted
   */
  public A ask(K common, Q question, long end) {
    Waiting<K, Q, A> own = new Waiting<>(common, question, end);
    if (isFirst(own)) {
      lead(List.of(own));
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

  private boolean isFirst(Waiting<K, Q, A> own) {
    lock.lock();
    try {
      if (underWay < atOnce) {
        underWay++;
        return true;
      }
      waiting.add(own);
      return false;
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
      next();
    }
  }

  /** Calls upon one of those that wait to lead the next batch: the one with the most time left. */
  private void next() {
    List<Waiting<K, Q, A>> members;
    lock.lock();
    try {
      members = take();
      if (members.isEmpty()) {
        underWay--;
        return;
      }
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
