package io.surety.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each caller has a time of its own, and leaves when that is over. */
@Timeout(60)
class ImpatientCallersTest extends HeldBatches {

  @Test
  void leavesTheQueueWhenTheTimeIsOver() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    Future<Integer> first = ask(batcher, "a", 1);
    begun.acquire();
    assertThatExceptionOfType(OutOfTime.class)
        .isThrownBy(() -> batcher.ask("a", 2, System.nanoTime() + 1_000_000));
    assertThat(batcher.waiting()).isZero();
    goOn.release(2);
    assertThat(first.get()).isEqualTo(2);
    assertThat(batcher.ask("a", 3, later())).isEqualTo(6);
    assertThat(batches).containsExactly(List.of(1), List.of(3));
  }

  @Test
  void forgetsThoseWhoGaveUpWaitingForAPlace() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    Future<Integer> first = ask(batcher, "a", 1);
    begun.acquire();
    assertThatExceptionOfType(OutOfTime.class)
        .isThrownBy(() -> batcher.ask("b", 2, System.nanoTime() + 1_000_000));
    Future<Integer> third = ask(batcher, "c", 3);
    awaitWaiting(batcher, 1);
    goOn.release(2);
    assertThat(first.get()).isEqualTo(2);
    assertThat(third.get()).isEqualTo(6);
    assertThat(batches).containsExactly(List.of(1), List.of(3));
    assertThat(batcher.lanes()).isZero();
  }

  @Test
  void leavesABatchThatIsUnderWayWhenTheTimeIsOver() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    Future<Integer> first = ask(batcher, "a", 1);
    begun.acquire();
    Future<Integer> late =
        callers.submit(
            () -> batcher.ask("a", 2, System.nanoTime() + Duration.ofMillis(300).toNanos()));
    awaitWaiting(batcher, 1);
    Future<Integer> leader = ask(batcher, "a", 3);
    awaitWaiting(batcher, 2);
    goOn.release();
    assertThat(first.get()).isEqualTo(2);
    begun.acquire();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(late::get)
        .withCauseInstanceOf(OutOfTime.class);
    assertThat(leader.isDone()).isFalse();
    goOn.release();
    assertThat(leader.get()).isEqualTo(6);
  }

  @Test
  void leavesTheQueueWhenItsThreadIsInterrupted() throws Exception {
    MicroBatcher<String, Integer, Integer> batcher = new MicroBatcher<>(1, 1, 10, this::doubled);
    Future<Integer> first = ask(batcher, "a", 1);
    begun.acquire();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                batcher.ask("a", 2, later());
              } catch (OutOfTime interrupted) {
                failure.complete(interrupted);
              }
            });
    awaitWaiting(batcher, 1);
    caller.interrupt();
    assertThat(failure.get()).isInstanceOf(OutOfTime.class);
    goOn.release();
    assertThat(first.get()).isEqualTo(2);
  }

  @Test
  void givesTheBatchTheTimeOfWhoeverCameLast() throws Exception {
    ConcurrentLinkedQueue<Long> ends = new ConcurrentLinkedQueue<>();
    MicroBatcher<String, Integer, Integer> batcher =
        new MicroBatcher<>(
            1,
            1,
            10,
            (common, questions, end) -> {
              ends.add(end);
              return doubled(common, questions, end);
            });
    long begin = later();
    List<Future<Integer>> answers = new ArrayList<>();
    answers.add(callers.submit(() -> batcher.ask("a", 0, begin)));
    begun.acquire();
    for (int i = 1; i < 4; i++) {
      int question = i;
      answers.add(callers.submit(() -> batcher.ask("a", question, begin + question)));
      awaitWaiting(batcher, i);
    }
    goOn.release(2);
    values(answers);
    assertThat(ends).containsExactly(begin, begin + 3);
  }
}
