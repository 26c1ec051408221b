package io.surety.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers questions together that come at the same time. A question that finds nothing to do goes
 * at once and alone; those that come while as many batches as allowed are under way wait, and go
 * together as soon as one is back. So nobody waits for company, and the busier it is the less each
 * question costs. Only questions that have the same in common go together, and they wait for each
 * other alone, until as many batches are under way as may be of all: then whoever waits longest
 * goes next.
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
  private final int mostAtOnce;
  private final int most;
  private final Batch<K, Q, A> batch;
  private final ReentrantLock lock = new ReentrantLock();

  /** Those with somebody in them. */
  private final Map<K, Lane<K, Q, A>> lanes = new HashMap<>();

  private int underWay;
  private long places;
  private boolean watched;

  /**
   * Makes one.
   *
   * @param atOnce how many batches with the same in common may be under way at once
   * @param mostAtOnce how many of all
   * @param most the most questions of a batch
   * @param batch answers them
   */
  public MicroBatcher(int atOnce, int mostAtOnce, int most, Batch<K, Q, A> batch) {
    if (atOnce < 1 || mostAtOnce < 1 || most < 1) {
      throw new IllegalArgumentException(
          "At least one batch at once, of some and of all, and one question in it are needed, not %d, %d and %d."
              .formatted(atOnce, mostAtOnce, most));
    }
    this.atOnce = atOnce;
    this.mostAtOnce = mostAtOnce;
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
      return lanes.values().stream().mapToInt(Lane::waiting).sum();
    } finally {
      lock.unlock();
    }
  }

  /** How many different things those have in common who are here. */
  int lanes() {
    lock.lock();
    try {
      return lanes.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean goesAtOnce(List<Waiting<K, Q, A>> alone) {
    lock.lock();
    try {
      Waiting<K, Q, A> own = alone.getFirst();
      Lane<K, Q, A> lane = lanes.computeIfAbsent(own.common(), _ -> new Lane<>());
      if (mayGo(lane)) {
        begin(lane, alone);
        return true;
      }
      if (!watched) {
        Thread.ofVirtual()
            .name("batch-watch")
            .inheritInheritableThreadLocals(false)
            .start(this::watch);
        watched = true;
      }
      own.queue(++places);
      lane.queue(own);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayGo(Lane<K, Q, A> lane) {
    return lane.underWay() < atOnce && underWay < mostAtOnce;
  }

  private void begin(Lane<K, Q, A> lane, List<Waiting<K, Q, A>> members) {
    lane.begin(members);
    underWay++;
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
      lanes.values().stream()
          .flatMap(Lane::all)
          .filter(each -> each.isLate(now))
          .forEach(Waiting::wake);
      watched = lanes.values().stream().anyMatch(Lane::needsWatch);
      return watched;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the queue. One that was just called upon to lead still has to: others rely on it. */
  private void giveUp(Waiting<K, Q, A> own) {
    lock.lock();
    try {
      Lane<K, Q, A> lane = lanes.get(own.common());
      if (lane != null) {
        lane.giveUp(own);
        forgetIfEmpty(own.common(), lane);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gets the answers of a batch. The next one is begun before these are given: whoever leads it
   * would have to wait for a processor behind all who are woken here.
   */
  private void lead(List<Waiting<K, Q, A>> members) {
    List<A> answers;
    try {
      answers = answersOf(members);
    } catch (RuntimeException | Error failure) {
      next(members);
      members.forEach(member -> member.fail(failure));
      return;
    }
    next(members);
    for (int i = 0; i < members.size(); i++) {
      members.get(i).answer(answers.get(i));
    }
  }

  private List<A> answersOf(List<Waiting<K, Q, A>> members) {
    List<Q> questions = new ArrayList<>(members.size());
    members.forEach(member -> questions.add(member.question()));
    Waiting<K, Q, A> leader = members.getLast();
    List<A> answers = batch.answer(leader.common(), questions, leader.end());
    if (answers.size() != questions.size()) {
      throw new IllegalStateException(
          "%d questions were answered with %d answers."
              .formatted(questions.size(), answers.size()));
    }
    return answers;
  }

  /** Calls upon one of those that wait to lead the next batch: the one with the most time left. */
  private void next(List<Waiting<K, Q, A>> before) {
    Waiting<K, Q, A> leader;
    lock.lock();
    try {
      Lane<K, Q, A> lane = end(before);
      if (lane.waiting() == 0) {
        return;
      }
      List<Waiting<K, Q, A>> members = lane.take(most);
      begin(lane, members);
      leader = members.getLast();
      leader.callUpon(members);
    } finally {
      lock.unlock();
    }
    leader.wake();
  }

  /** The lane whose turn is next; if nobody waits there, nobody waits who may go. */
  private Lane<K, Q, A> end(List<Waiting<K, Q, A>> batch) {
    K common = batch.getFirst().common();
    Lane<K, Q, A> own = requireNonNull(lanes.get(common));
    boolean heldOthersBack = underWay == mostAtOnce;
    own.end(batch);
    underWay--;
    forgetIfEmpty(common, own);
    return heldOthersBack ? longestWaiting(own) : own;
  }

  /** Where somebody waits longest of those who may go. */
  private Lane<K, Q, A> longestWaiting(Lane<K, Q, A> own) {
    Lane<K, Q, A> longest = own;
    for (Lane<K, Q, A> each : lanes.values()) {
      if (each.longest() < longest.longest() && mayGo(each)) {
        longest = each;
      }
    }
    return longest;
  }

  private void forgetIfEmpty(K common, Lane<K, Q, A> lane) {
    if (lane.isEmpty()) {
      lanes.remove(common);
    }
  }
}
