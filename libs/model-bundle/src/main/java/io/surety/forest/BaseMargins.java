package io.surety.forest;

import java.util.regex.Pattern;

/**
 * What the margin of each class begins with: the model's {@code base_score}, one number or since
 * XGBoost 3.1 a list such as {@code [5E-1]}, through the link of the objective.
 */
final class BaseMargins {

  private static final String NUMBER = "[-+.0-9eE]+";
  private static final Pattern NUMBERS =
      Pattern.compile("NUMBER|\\[NUMBER(?:,NUMBER)*]".replace("NUMBER", NUMBER));

  /** How near to 0 and 1 a probability may be, since XGBoost 3.2 ({@code kRtEps}). */
  private static final float NEAREST = 1e-6f;

  private BaseMargins() {}

  static float[] read(ModelObject parameters, Objective objective, XgboostVersion version) {
    String text = parameters.text("base_score");
    float[] scores = scores(parameters, text);
    if (scores.length != 1 && scores.length != objective.classes()) {
      throw new UnreadableForest(
          "The forest's %s has %d numbers for %d classes."
              .formatted(parameters.pathOf("base_score"), scores.length, objective.classes()));
    }
    float[] margins = new float[objective.classes()];
    for (int i = 0; i < margins.length; i++) {
      float score = scores[scores.length == 1 ? 0 : i];
      margins[i] = objective.baseMargin(clamped(objective, score, version));
      if (!Float.isFinite(margins[i])) {
        throw new UnreadableForest(
            "The forest's %s '%s' is out of the range of what %s predicts."
                .formatted(parameters.pathOf("base_score"), text, objective.xgboostName()));
      }
    }
    return margins;
  }

  private static float clamped(Objective objective, float score, XgboostVersion version) {
    boolean clamps =
        objective == Objective.BINARY_LOGISTIC
            && version.isAtLeast(3, 2)
            && score >= 0
            && score <= 1;
    return clamps ? Math.min(Math.max(score, NEAREST), 1.0f - NEAREST) : score;
  }

  private static float[] scores(ModelObject parameters, String text) {
    if (text.length() < 1_000 && NUMBERS.matcher(text).matches()) {
      String[] parts = text.replaceAll("[\\[\\]]", "").split(",", -1);
      float[] scores = new float[parts.length];
      try {
        for (int i = 0; i < parts.length; i++) {
          scores[i] = Float.parseFloat(parts[i]);
        }
        return scores;
      } catch (NumberFormatException notANumber) {
        // refused below, as any other text is
      }
    }
    throw new UnreadableForest(
        "The forest's %s must be a finite number or a list of them, but is '%s'."
            .formatted(
                parameters.pathOf("base_score"), text.length() < 100 ? text : "something long"));
  }
}
