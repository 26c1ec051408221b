package io.surety.terminal;

import io.surety.registry.ModelVersion;
import io.surety.registry.Models;
import io.surety.registry.RegisteredModel;
import java.util.List;
import java.util.regex.Pattern;

/** A version as somebody typed it: {@code loan-risk/3}, or {@code 3} where one model is known. */
record WrittenVersion(String text) {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  static final String DESCRIPTION =
      "A version like loan-risk/3; the number alone where there is only one model.";

  /** The version that is meant. */
  ModelVersion meant(Models models) {
    if (NUMBER.matcher(text).matches()) {
      return new ModelVersion(onlyModel(models, text), Integer.parseInt(text));
    }
    try {
      return ModelVersion.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw new CommandFailed(ExitCode.WRONG_USAGE, String.valueOf(notOne.getMessage()));
    }
  }

  /** The registered model that is meant. */
  RegisteredModel require(Models models) {
    ModelVersion version = meant(models);
    return models
        .find(version)
        .orElseThrow(() ->
            new CommandFailed(
                "There is no version %s; './surety models' lists those that there are."
                    .formatted(version)));
  }

  static String onlyModel(Models models, String typed) {
    List<String> names =
        models.all().stream().map(model -> model.version().name()).distinct().toList();
    return switch (names.size()) {
      case 0 ->
          throw new CommandFailed(
              "No model has been registered yet; './surety train' trains the first one.");
      case 1 -> names.getFirst();
      default ->
          throw new CommandFailed(
              ExitCode.WRONG_USAGE,
              "There are several models (%s), so '%s' does not say which is meant; name it in full."
                  .formatted(String.join(", ", names), typed));
    };
  }
}
