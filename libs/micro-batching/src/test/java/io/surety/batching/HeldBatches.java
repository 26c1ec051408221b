package io.surety.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;

/** Callers who ask at once, and batches that go on when a test lets them. */
abstract class HeldBatches {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  /** What was asked, and permits that let a batch go on. */
  final ConcurrentLinkedQueue<List<Integer>> batches = new ConcurrentLinkedQueue<>();

  final Semaphore begun = new Semaphore(0);
  final Semaphore goOn = new Semaphore(0);

  @AfterEach
  void stop() {
    goOn.release(1_000);
    callers.close();
  }

  /** Doubles, when it may. */
  List<Integer> doubled(String common, List<Integer> questions, long end) {
    batches.add(questions);
    begun.release();
    goOn.acquireUninterruptibly();
    return questions.stream().map(each -> 2 * each).toList();
  }

  static long later() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  Future<Integer> ask(MicroBatcher<String, Integer, Integer> batcher, String common, int question) {
    return callers.submit(() -> batcher.ask(common, question, later()));
  }

  static void awaitWaiting(MicroBatcher<?, ?, ?> batcher, int count) throws InterruptedException {
    while (batcher.waiting() != count) {
      if (Thread.interrupted()) {
        throw new InterruptedException(
            "%d wait instead of %d.".formatted(batcher.waiting(), count));
      }
      Thread.onSpinWait();
    }
  }

  /** The first is under way when the others come, one after the other. */
  List<Future<Integer>> askOneByOne(
      MicroBatcher<String, Integer, Integer> batcher, int... questions) throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(ask(batcher, "a", questions[0]));
    begun.acquire();
    for (int i = 1; i < questions.length; i++) {
      answers.add(ask(batcher, "a", questions[i]));
      awaitWaiting(batcher, i);
    }
    return answers;
  }

  static List<Integer> values(List<Future<Integer>> answers) throws Exception {
    List<Integer> values = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      values.add(answer.get());
    }
    return values;
  }
}
