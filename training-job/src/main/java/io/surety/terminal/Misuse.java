package io.surety.terminal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that makes no sense, told in one sentence that never repeats a password. */
final class Misuse {

  private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s'\"]*@");
  private static final List<Class<?>> WHOLE = List.of(int.class, long.class);

  private Misuse() {}

  static String sentence(ParameterException refused) {
    String sentence =
        switch (refused) {
          case UnmatchedArgumentException unmatched -> of(unmatched);
          case MissingParameterException missing when !missing.getMissing().isEmpty() ->
              "%s is missing; give it too."
                  .formatted(
                      missing.getMissing().stream()
                          .map(Misuse::name)
                          .collect(Collectors.joining(" and ")))
                  .replaceFirst(
                      "^(.* and .*) is missing; give it too", "$1 are missing; give them too");
          default -> ofValue(refused);
        };
    return CREDENTIALS
        .matcher(sentence.endsWith(".") ? sentence : sentence + ".")
        .replaceAll("://…@");
  }

  private static String of(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().getFirst();
    String what =
        unmatched.getCommandLine().getParent() == null ? "command" : "argument that it takes";
    return unmatched.isUnknownOption()
        ? "There is no option %s here; leave it out or write it as the help does.".formatted(first)
        : "'%s' is no %s; leave it out or write it as the help does.".formatted(first, what);
  }

  private static String ofValue(ParameterException refused) {
    ArgSpec argument = refused.getArgSpec();
    String value = refused.getValue();
    if (argument == null || value == null) {
      return String.valueOf(refused.getMessage());
    }
    Class<?> type = argument.type();
    if (WHOLE.contains(type)) {
      return "%s takes a whole number, but '%s' was given.".formatted(name(argument), value);
    }
    if (type == double.class) {
      return "%s takes a number, but '%s' was given.".formatted(name(argument), value);
    }
    return refused.getCause() instanceof TypeConversionException said
        ? "%s: %s".formatted(name(argument), said.getMessage())
        : String.valueOf(refused.getMessage());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
