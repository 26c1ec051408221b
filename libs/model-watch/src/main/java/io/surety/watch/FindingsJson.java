package io.surety.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings as decisions and webhooks carry them. */
final class FindingsJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private FindingsJson() {}

  /**
   * An object with the rules.
   *
   * @param trial how many answers a trial had; null where there was none
   * @param of by what answers was judged
   */
  static String of(List<Finding> findings, @Nullable Long trial, Answers.Of of) {
    ObjectNode object = JSON.createObjectNode();
    if (of == Answers.Of.BATCHES) {
      object.put("answers", "batch");
    }
    if (trial != null) {
      object.put("trial_answers", trial);
    }
    ArrayNode rules = object.putArray("rules");
    for (Finding finding : findings) {
      ObjectNode rule =
          rules
              .addObject()
              .put("rule", finding.rule().rule().toString())
              .put("subject", finding.subject())
              .put("window", finding.rule().window().toString())
              .put("from", finding.from().toString())
              .put("rows", finding.rows())
              .put("cut", finding.cut())
              .put("verdict", finding.verdict().toString())
              .put("then", finding.rule().then().toString())
              .put("sentence", finding.sentence());
      Double value = finding.value();
      if (value == null) {
        rule.putNull("value");
      } else {
        rule.put("value", value);
      }
    }
    return JSON.writeValueAsString(object);
  }
}
