package io.surety.delivery.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expression of Azure Pipelines, as far as the files of Surety use them: literals, {@code
 * parameters.name}, {@code variables['name']}, and the functions and, or, not, eq, ne, in,
 * succeeded, succeededOrFailed, failed, always. Anything else is refused.
 */
final class Expression {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:'((?:[^']|'')*)'|([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_.-]+)?(?:\\['[^']+'\\])?)|(-?[0-9]+)|([(),]))");

  /** What an expression knows of what is around it. */
  interface Scope {

    /** The value of {@code parameters.name} or {@code variables['name']}. */
    Object value(String reference);

    /** What became of the stages or steps before. */
    Outcome before();
  }

  /** What became of what was before. */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    SKIPPED
  }

  private final String text;
  private final Matcher matcher;
  private final Scope scope;
  private @Nullable String token;
  private @Nullable String literal;
  private int end;

  private Expression(String text, Scope scope) {
    this.text = text;
    this.matcher = TOKEN.matcher(text);
    this.scope = scope;
    next();
  }

  /** The value of an expression. */
  static Object evaluate(String text, Scope scope) {
    Expression expression = new Expression(text, scope);
    Object value = expression.value();
    if (expression.token != null) {
      throw expression.refused();
    }
    return value;
  }

  /** True when the value of an expression counts as true. */
  static boolean holds(String text, Scope scope) {
    return truth(evaluate(text, scope));
  }

  private void next() {
    literal = null;
    if (text.substring(end).isBlank()) {
      token = null;
      return;
    }
    if (!matcher.find(end) || matcher.start() != end) {
      throw refused();
    }
    literal = matcher.group(1) == null ? null : matcher.group(1).replace("''", "'");
    token = matcher.group().strip();
    end = matcher.end();
  }

  private Object value() {
    String string = literal;
    if (string != null) {
      next();
      return string;
    }
    String name = token;
    if (name == null || name.matches("[(),]")) {
      throw refused();
    }
    next();
    if ("(".equals(token)) {
      return call(name.toLowerCase(Locale.ROOT), arguments());
    }
    if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
      return Boolean.valueOf(name);
    }
    return name.matches("-?[0-9]+") ? name : scope.value(name);
  }

  private List<Object> arguments() {
    List<Object> arguments = new ArrayList<>();
    next();
    while (!")".equals(token)) {
      arguments.add(value());
      if (",".equals(token)) {
        next();
      } else if (!")".equals(token)) {
        throw refused();
      }
    }
    next();
    return arguments;
  }

  private Object call(String function, List<Object> arguments) {
    Function<Integer, Object> argument =
        index -> {
          if (index >= arguments.size()) {
            throw refused();
          }
          return arguments.get(index);
        };
    return switch (function) {
      case "and" -> arguments.stream().allMatch(Expression::truth);
      case "or" -> arguments.stream().anyMatch(Expression::truth);
      case "not" -> !truth(argument.apply(0));
      case "eq" -> same(argument.apply(0), argument.apply(1));
      case "ne" -> !same(argument.apply(0), argument.apply(1));
      case "in" -> arguments.stream().skip(1).anyMatch(each -> same(each, argument.apply(0)));
      case "succeeded" -> scope.before() == Outcome.SUCCEEDED;
      case "failed" -> scope.before() == Outcome.FAILED;
      case "succeededorfailed" -> scope.before() != Outcome.SKIPPED;
      case "always" -> true;
      default ->
          throw new UnreadablePipeline(
              "The function %s in '%s' is not one that this reader knows; teach it to Expression, or write the condition with those it knows."
                  .formatted(function, text));
    };
  }

  private static boolean same(Object left, Object right) {
    return String.valueOf(left).equalsIgnoreCase(String.valueOf(right));
  }

  private static boolean truth(Object value) {
    return value instanceof Boolean known ? known : !String.valueOf(value).isEmpty();
  }

  private UnreadablePipeline refused() {
    return new UnreadablePipeline(
        "The expression '%s' cannot be read here; it may use literals, parameters, variables and simple functions."
            .formatted(text));
  }
}
