package io.surety.web;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it is: {@code as_of}, {@code user_ids[3]}, {@code [3].features.age}
 * @param problem a sentence about it
 */
public record FieldProblem(String field, String problem) {

  private static final Pattern ITEM = Pattern.compile("(?:data|inputs)?\\[(?<index>[0-9]{1,9})].*");

  /** The place of the item, when the body is an array or holds one as its table of rows. */
  OptionalInt itemIndex() {
    Matcher item = ITEM.matcher(field);
    return item.matches()
        ? OptionalInt.of(Integer.parseInt(item.group("index")))
        : OptionalInt.empty();
  }
}
