package io.surety.forest;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbers what the splits of a plot look at: each thing that a row has to answer gets a slot. */
final class Slots {

  /** What a split looks at: an input, by number or whether it is among the categories named. */
  private record Question(int input, boolean missingGoesLeft, IntBuffer categories) {

    static Question of(Tree tree, int split) {
      return new Question(
          tree.input(split),
          tree.missingGoesLeft(split),
          IntBuffer.wrap(tree.isCategorical(split) ? tree.categories(split) : new int[0]));
    }

    boolean isCategorical() {
      return categories.hasRemaining();
    }
  }

  private final Map<Question, Integer> slots = new LinkedHashMap<>();

  /** The number of slots, with the one for leaves. */
  int size() {
    return slots.size() + 1;
  }

  /** Gives all splits of a tree their slots; takes none when they are too many. */
  boolean reserve(Tree tree) {
    Set<Question> asked = new LinkedHashSet<>();
    for (int node = 0; node < tree.size(); node++) {
      if (!tree.isLeaf(node)) {
        Question question = Question.of(tree, node);
        if (!slots.containsKey(question)) {
          asked.add(question);
        }
      }
    }
    if (asked.size() > NodeBits.MOST_SLOTS - size()) {
      return false;
    }
    for (Question question : asked) {
      slots.put(question, size());
    }
    return true;
  }

  /** The slot of a split of a tree that was reserved. */
  int of(Tree tree, int split) {
    Integer slot = slots.get(Question.of(tree, split));
    if (slot == null) {
      throw new IllegalStateException("A split has no slot.");
    }
    return slot;
  }

  RowKeys rowKeys() {
    List<Question> numeric = slots.keySet().stream().filter(q -> !q.isCategorical()).toList();
    return new RowKeys(
        numeric.stream().mapToInt(this::slot).toArray(),
        numeric.stream().mapToInt(Question::input).toArray(),
        numeric.stream()
            .mapToLong(q -> q.missingGoesLeft() ? NodeBits.LEFT : NodeBits.RIGHT)
            .toArray(),
        categoricalInputs());
  }

  private List<CategoricalInput> categoricalInputs() {
    Map<Integer, List<Question>> byInput = new TreeMap<>();
    for (Question question : slots.keySet()) {
      if (question.isCategorical()) {
        byInput.computeIfAbsent(question.input(), input -> new ArrayList<>()).add(question);
      }
    }
    List<CategoricalInput> inputs = new ArrayList<>();
    byInput.forEach((input, questions) -> inputs.add(categoricalInput(input, questions)));
    return inputs;
  }

  private CategoricalInput categoricalInput(int input, List<Question> questions) {
    TreeMap<Integer, List<Integer>> rightSlots = new TreeMap<>();
    for (Question question : questions) {
      for (int category : question.categories().array()) {
        rightSlots.computeIfAbsent(category, named -> new ArrayList<>()).add(slot(question));
      }
    }
    return new CategoricalInput(
        input,
        questions.stream().mapToInt(this::slot).toArray(),
        ints(new ArrayList<>(rightSlots.keySet())),
        rightSlots.values().stream().map(Slots::ints).toArray(int[][]::new),
        questions.stream().filter(q -> !q.missingGoesLeft()).mapToInt(this::slot).toArray());
  }

  private int slot(Question question) {
    return slots.getOrDefault(question, NodeBits.LEAF_SLOT);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
