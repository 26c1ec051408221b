package io.surety.spec;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputSchema;
import io.surety.bundle.ScoreScale;
import io.surety.evaluation.Gates;
import java.nio.file.Path;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Everything that decides what a model becomes, apart from the data: the same spec and the same
 * data give the same bundle.
 *
 * @param name the model's name in the registry, such as {@code loan-risk}
 * @param description what it predicts and for whom, in plain words
 * @param inputs in the order of every row
 * @param label what is predicted
 * @param person the columns of a loan that together tell one person from another
 * @param maturity how old a loan is, measured from the newest loan date known, before its outcome
 *     counts
 * @param split who trains, who calibrates, who is tested
 * @param learner how the forest is grown
 * @param gates what a candidate must reach
 * @param policy turns a probability into a decision
 * @param score turns a probability into points; the usual scale unless said
 * @param breaker when the model is taken out of service by itself; the usual rules unless said
 */
public record ModelSpec(
    String name,
    String description,
    List<Input> inputs,
    Outcome label,
    List<String> person,
    Period maturity,
    Split split,
    Learner learner,
    Gates gates,
    DecisionPolicy policy,
    ScoreScale score,
    BreakerPolicy breaker) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  /** Refuses a spec that contradicts itself. */
  public ModelSpec {
    inputs = List.copyOf(inputs);
    person = List.copyOf(person);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("A model's name begins with a lower-case letter and goes on with up to 62 lower-case"
                  + " letters, digits or hyphens, but this one is '%s'.")
              .formatted(name));
    }
    requireInputs(inputs);
    requirePerson(person);
    if (maturity.isNegative()) {
      throw new IllegalArgumentException(
          "The maturity of a loan is no time or more, but it is %s.".formatted(maturity));
    }
  }

  /**
   * Reads a spec, with some of its values replaced.
   *
   * @param overrides such as {@code learner.trees=200}; later ones win
   * @throws UnreadableSpec when the file or an override cannot be meant
   */
  public static ModelSpec read(Path file, List<String> overrides) {
    return new SpecReader(file).read(overrides);
  }

  /** The same, grown from another seed. */
  public ModelSpec withSeed(long seed) {
    return new ModelSpec(
        name,
        description,
        inputs,
        label,
        person,
        maturity,
        split,
        learner.withSeed(seed),
        gates,
        policy,
        score,
        breaker);
  }

  /** The inputs as a bundle carries them, apart from the medians that training finds. */
  public InputSchema schema() {
    return new InputSchema(inputs.stream().map(Input::toModelInput).toList());
  }

  /** The names of the inputs about which the law or decency asks questions. */
  public List<String> sensitiveInputs() {
    return inputs.stream().filter(Input::isSensitive).map(Input::name).toList();
  }

  /** This spec as YAML with every value in force, for people. */
  public String yaml() {
    return SpecReader.yaml(this);
  }

  /** This spec as a tree with every value in force, for programs. */
  public JsonNode tree() {
    return SpecReader.tree(this);
  }

  private static void requireInputs(List<Input> inputs) {
    Set<String> names = new HashSet<>();
    for (Input input : inputs) {
      if (!names.add(input.name())) {
        throw new IllegalArgumentException(
            "The input %s occurs twice among inputs.".formatted(input.name()));
      }
    }
    if (inputs.stream().allMatch(Input::mayBeMissing)) {
      throw new IllegalArgumentException(
          "A model needs at least one input that always has a value (missing: refused), so that no"
              + " row is empty.");
    }
  }

  private static void requirePerson(List<String> person) {
    if (person.isEmpty()) {
      throw new IllegalArgumentException(
          "A spec lists under person at least one column that tells people apart.");
    }
    Set<String> seen = new HashSet<>();
    for (String column : person) {
      Outcome.requireColumn("person", column);
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            "The column %s occurs twice under person.".formatted(column));
      }
    }
  }
}
