package io.surety.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Questions with the same in common: the batches under way, and who waits for the next. */
final class Lane<K, Q, A> {

  private final List<List<Waiting<K, Q, A>>> underWay = new ArrayList<>(1);
  private final ArrayDeque<Waiting<K, Q, A>> waiting = new ArrayDeque<>(1);

  int underWay() {
    return underWay.size();
  }

  int waiting() {
    return waiting.size();
  }

  boolean isEmpty() {
    return underWay.isEmpty() && waiting.isEmpty();
  }

  /** The place, among all who wait, of whoever waits longest here; behind all if nobody does. */
  long longest() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().place();
  }

  void begin(List<Waiting<K, Q, A>> batch) {
    underWay.add(batch);
  }

  void end(List<Waiting<K, Q, A>> batch) {
    underWay.remove(batch);
  }

  void queue(Waiting<K, Q, A> last) {
    waiting.addLast(last);
  }

  void giveUp(Waiting<K, Q, A> one) {
    waiting.remove(one);
  }

  /** Those that wait longest, who wait no longer. */
  List<Waiting<K, Q, A>> take(int most) {
    int count = Math.min(most, waiting.size());
    List<Waiting<K, Q, A>> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      members.add(waiting.removeFirst());
    }
    return members;
  }

  /** Whether anybody of a batch, or before one, waits for another's answer. */
  boolean needsWatch() {
    return !waiting.isEmpty() || underWay.stream().anyMatch(members -> members.size() > 1);
  }

  Stream<Waiting<K, Q, A>> all() {
    return Stream.concat(waiting.stream(), underWay.stream().flatMap(List::stream));
  }
}
