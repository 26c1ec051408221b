package io.surety.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicroBatcherTest extends HeldBatches {

  private static final int COMMONS = 5;

  @Test
  void letsAQuestionGoAtOnceWhenNothingIsUnderWay() {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    goOn.release(2);
    assertThat(batcher.ask("a", 4, later())).isEqualTo(8);
    assertThat(batcher.ask("a", 5, later())).isEqualTo(10);
    assertThat(batches).containsExactly(List.of(4), List.of(5));
  }

  @Test
  void takesTogetherWhatCameMeanwhile() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    List<Future<Integer>> answers = askOneByOne(batcher, 1, 2, 3, 4);
    goOn.release(2);
    assertThat(values(answers)).containsExactly(2, 4, 6, 8);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4));
  }

  @Test
  void takesNoMoreThanFitIntoABatch() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 2, this::doubled);
    List<Future<Integer>> answers = askOneByOne(batcher, 1, 2, 3, 4);
    goOn.release(3);
    assertThat(values(answers)).containsExactly(2, 4, 6, 8);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3), List.of(4));
  }

  @Test
  void takesOnlyTogetherWhatHasTheSameInCommon() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(ask(batcher, "a", 1));
    begun.acquire();
    int waiting = 0;
    for (String common : List.of("a", "b", "a", "b")) {
      answers.add(ask(batcher, common, 2 + waiting));
      awaitWaiting(batcher, ++waiting);
    }
    goOn.release(3);
    assertThat(values(answers)).containsExactly(2, 4, 6, 8, 10);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 4), List.of(3, 5));
  }

  @Test
  void letsNobodyWaitForThoseWithSomethingElseInCommon() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(2, 100, 10, this::doubled);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(ask(batcher, "common " + i / 2, i));
    }
    begun.acquire(20);
    answers.add(ask(batcher, "common 0", 20));
    awaitWaiting(batcher, 1);
    assertThat(batches).as("before any is answered").hasSize(20);
    goOn.release(21);
    assertThat(values(answers))
        .containsExactlyElementsOf(IntStream.rangeClosed(0, 20).mapToObj(i -> 2 * i).toList());
  }

  @Test
  void lendsThePlacesOfOneToAnotherWhenAllAreTaken() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 2, 10, this::doubled);
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(ask(batcher, "a", 1));
    begun.acquire();
    answers.add(ask(batcher, "b", 2));
    begun.acquire();
    int waiting = 0;
    for (String common : List.of("c", "a", "d", "c")) {
      answers.add(ask(batcher, common, 3 + waiting));
      awaitWaiting(batcher, ++waiting);
    }
    assertThat(batches).as("as many as may").hasSize(2);
    for (int asked = 3; asked <= 5; asked++) {
      goOn.release();
      begun.acquire();
      assertThat(batches).hasSize(asked);
    }
    goOn.release(2);
    assertThat(values(answers)).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(batches).contains(List.of(3, 6), List.of(4), List.of(5));
    assertThat(List.copyOf(batches).get(2)).as("who waits longest").containsExactly(3, 6);
    assertThat(batcher.waiting()).isZero();
  }

  @Test
  void letsThoseWhoAlwaysComeAgainKeepNobodyWaiting() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(2, 2, 10, this::doubled);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(ask(batcher, "many", i));
    }
    begun.acquire(2);
    awaitWaiting(batcher, 1);
    answers.add(ask(batcher, "few", 3));
    awaitWaiting(batcher, 2);
    for (int i = 4; i < 30; i++) {
      answers.add(ask(batcher, "many", i));
      awaitWaiting(batcher, i - 1);
    }
    goOn.release(2);
    begun.acquire(2);
    assertThat(batches).as("one of many, and").hasSize(4).contains(List.of(3));
    goOn.release(10);
    assertThat(values(answers))
        .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> 2 * i).toList());
  }

  @Test
  void tellsEveryCallerOfABatchWhatWentWrongAndGoesOn() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher =
        new MicroBatcher<>(
            1,
            1,
            10,
            (common, questions, end) -> {
              List<Integer> answers = doubled(common, questions, end);
              if (questions.contains(3)) {
                throw new UnsupportedOperationException("three");
              }
              return answers;
            });
    List<Future<Integer>> answers = askOneByOne(batcher, 1, 2, 3);
    goOn.release(3);
    assertThat(answers.getFirst().get()).isEqualTo(2);
    for (Future<Integer> failed : answers.subList(1, 3)) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(failed::get)
          .withCauseInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(ask(batcher, "a", 5).get()).isEqualTo(10);
  }

  @Test
  void refusesAnswersThatAreTooFew() {
    MicroBatcher<String, Integer, Integer> batcher =
        new MicroBatcher<>(1, 1, 10, (_, _, _) -> List.of());
    assertThatIllegalStateException()
        .isThrownBy(() -> batcher.ask("a", 1, later()))
        .withMessage("1 questions were answered with 0 answers.");
  }

  @Test
  void refusesToBeMadeOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MicroBatcher<>(0, 1, 1, this::doubled));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MicroBatcher<>(1, 0, 1, this::doubled));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MicroBatcher<>(1, 1, 0, this::doubled));
  }

  /** Whatever the threads do, who gives up included, each gets its own answer or none. */
  @Test
  void answersEachQuestionWithItsOwnAnswerUnderLoad() throws Exception {
    long seed = System.nanoTime();
    AtomicIntegerArray underWay = new AtomicIntegerArray(COMMONS);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger underWayInAll = new AtomicInteger();
    AtomicInteger mostInAll = new AtomicInteger();
    MicroBatcher<Integer, Integer, Integer> batcher =
        new MicroBatcher<>(
            3,
            8,
            7,
            (common, questions, _) -> {
              most.accumulateAndGet(underWay.incrementAndGet(common), Math::max);
              mostInAll.accumulateAndGet(underWayInAll.incrementAndGet(), Math::max);
              assertThat(questions).hasSizeBetween(1, 7).allMatch(each -> each % COMMONS == common);
              LockSupport.parkNanos(20_000);
              underWay.decrementAndGet(common);
              underWayInAll.decrementAndGet();
              return questions.stream().map(each -> -each).toList();
            });
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> wrong =
        IntStream.range(0, 64)
            .mapToObj(caller ->
                callers.submit(() -> {
                  start.await();
                  return wrongAnswers(batcher, new Random(seed + caller));
                }))
            .toList();
    start.countDown();
    assertThat(values(wrong)).as("seed %d", seed).containsOnly(0);
    assertThat(most).as("of one common").hasValueLessThanOrEqualTo(3);
    assertThat(mostInAll).as("of all").hasValueLessThanOrEqualTo(8);
    assertThat(batcher.lanes()).isZero();
    assertThat(batcher.ask(4, 4, later())).isEqualTo(-4);
  }

  private static int wrongAnswers(MicroBatcher<Integer, Integer, Integer> batcher, Random random) {
    int wrong = 0;
    for (int i = 0; i < 2_000; i++) {
      int question = random.nextInt(1_000_000);
      long patience = random.nextInt(20) == 0 ? random.nextInt(50_000) : PATIENCE.toNanos();
      try {
        wrong +=
            batcher.ask(question % COMMONS, question, System.nanoTime() + patience) == -question
                ? 0
                : 1;
      } catch (OutOfTime impatient) {
        wrong += patience == PATIENCE.toNanos() ? 1 : 0;
      }
    }
    return wrong;
  }
}
