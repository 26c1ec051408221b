package io.surety.prediction;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.BundleWriter;
import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputSchema;
import io.surety.bundle.InputType;
import io.surety.bundle.MissingRule;
import io.surety.bundle.ModelInput;
import io.surety.bundle.ReasonTexts;
import io.surety.bundle.ReferenceHistograms;
import io.surety.feature.Feature;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The smallest real bundle: one tree that asks for the age and goes left for the young. The
 * probability of the young names the bundle, so that an answer tells which one spoke.
 */
public final class TinyBundle {

  private static final int INPUTS = Feature.values().length;

  /** The inputs of {@link #ofEveryType}. */
  public static final InputSchema EVERY_TYPE =
      new InputSchema(
          List.of(
              input("loans", InputType.INTEGER, MissingRule.REFUSED, List.of(), List.of("nb")),
              input("amount", InputType.REAL, MissingRule.ALLOWED, List.of(), List.of()),
              input(
                  "job",
                  InputType.CATEGORY,
                  MissingRule.ALLOWED,
                  List.of("Accountants", "Cooking, \"staff\"", "Érables"),
                  List.of()),
              input("car", InputType.FLAG, MissingRule.REFUSED, List.of(), List.of())));

  private TinyBundle() {}

  /** A bundle that answers this probability below 40 years of age and half of it from then on. */
  public static byte[] answering(double young) {
    return answering(young, InputSchema.of(Feature.values()));
  }

  /** The same with rules of its own for its breaker. */
  public static byte[] answering(double young, BreakerPolicy breaker) {
    return writer(young, InputSchema.of(Feature.values())).breaker(breaker).write();
  }

  /** The same with another schema of five inputs, of which the third is asked for. */
  public static byte[] answering(double young, InputSchema schema) {
    return writer(young, schema).write();
  }

  private static BundleWriter writer(double young, InputSchema schema) {
    return new BundleWriter("loan-risk", schema, forest(logit(young), logit(young / 2)))
        .policy(new DecisionPolicy(0.1, 0.5))
        .examples(List.of(new double[] {1, 2, 39, 4, 1}, new double[] {0, Double.NaN, 40, 4, 0}))
        .reference(
            ReferenceHistograms.of(schema, _ -> new double[] {1, 2}, new double[] {0.1, 0.2}));
  }

  private static float logit(double probability) {
    return (float) Math.log(probability / (1 - probability));
  }

  /**
   * A bundle with an input of every type, of which each has a tree of its own and a text: {@code
   * loans}, also called {@code nb}, {@code amount}, {@code job} and {@code car}; amount and job may
   * be missing.
   */
  public static byte[] ofEveryType() {
    return everyType().write();
  }

  /** The same with rules of its own for its breaker. */
  public static byte[] ofEveryType(BreakerPolicy breaker) {
    return everyType().breaker(breaker).write();
  }

  private static BundleWriter everyType() {
    return new BundleWriter(
            "loan-risk",
            EVERY_TYPE,
            forest(
                EVERY_TYPE.size(),
                stump(0, 3, 0.5f, -0.25f),
                stump(1, 100.5f, -0.125f, 0.75f),
                stump(2, 1, 0.3f, -0.6f),
                stump(3, 0.5f, 0.2f, -0.1f)))
        .policy(new DecisionPolicy(0.4, 0.6))
        .examples(List.of(new double[] {1, 2, 0, 1}, new double[] {4, Double.NaN, Double.NaN, 0}))
        .reference(
            ReferenceHistograms.of(EVERY_TYPE, _ -> new double[] {0, 1}, new double[] {0.1, 0.2}));
  }

  private static ModelInput input(
      String name,
      InputType type,
      MissingRule missing,
      List<String> categories,
      List<String> aliases) {
    ReasonTexts texts =
        new ReasonTexts("what \"" + name + "\" says, in words", null, null, null, null);
    return new ModelInput(name, type, missing, null, categories, aliases, texts);
  }

  private static byte[] forest(float young, float old) {
    return forest(INPUTS, stump(2, 40f, young, old));
  }

  private static Ubjson stump(int input, float threshold, float left, float right) {
    return new Ubjson()
        .object("tree_param")
        .text("num_nodes", "3")
        .text("size_leaf_vector", "1")
        .end()
        .ints("left_children", 1, -1, -1)
        .ints("right_children", 2, -1, -1)
        .ints("split_indices", input, 0, 0)
        .bytes("split_type", 0, 0, 0)
        .bytes("default_left", 0, 0, 0)
        .floats("split_conditions", threshold, left, right)
        .floats("sum_hessian", 8f, 4f, 4f)
        .floats("loss_changes", 1f, 0f, 0f)
        .ints("categories")
        .ints("categories_nodes")
        .ints("categories_segments")
        .ints("categories_sizes");
  }

  private static byte[] forest(int inputs, Ubjson... trees) {
    return new Ubjson()
        .begin()
        .numbers("version", 3, 0, 4)
        .object("learner")
        .object("learner_model_param")
        .text("base_score", "5E-1")
        .text("num_class", "0")
        .text("num_feature", Integer.toString(inputs))
        .end()
        .object("objective")
        .text("name", "binary:logistic")
        .end()
        .object("gradient_booster")
        .text("name", "gbtree")
        .object("model")
        .numbers("tree_info", new int[trees.length])
        .list("trees", trees)
        .end()
        .end()
        .end()
        .end()
        .bytes();
  }

  /** Writes UBJSON as XGBoost does. */
  private static final class Ubjson {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Ubjson begin() {
      out.write('{');
      return this;
    }

    Ubjson end() {
      out.write('}');
      return this;
    }

    Ubjson object(String key) {
      write(key);
      return begin();
    }

    Ubjson text(String key, String value) {
      write(key);
      out.write('S');
      write(value);
      return this;
    }

    Ubjson numbers(String key, int... values) {
      write(key);
      out.write('[');
      for (int value : values) {
        out.write('i');
        out.write(value);
      }
      out.write(']');
      return this;
    }

    Ubjson list(String key, Ubjson... items) {
      write(key);
      out.write('[');
      for (Ubjson item : items) {
        out.write('{');
        out.writeBytes(item.bytes());
        out.write('}');
      }
      out.write(']');
      return this;
    }

    Ubjson ints(String key, int... values) {
      array(key, 'l', values.length);
      for (int value : values) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
      }
      return this;
    }

    Ubjson floats(String key, float... values) {
      array(key, 'd', values.length);
      for (float value : values) {
        out.writeBytes(ByteBuffer.allocate(Float.BYTES).putFloat(value).array());
      }
      return this;
    }

    Ubjson bytes(String key, int... values) {
      array(key, 'U', values.length);
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void array(String key, char type, int length) {
      write(key);
      out.writeBytes(new byte[] {'[', '$', (byte) type, '#'});
      length(length);
    }

    private void write(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      length(utf8.length);
      out.writeBytes(utf8);
    }

    private void length(long length) {
      out.write('L');
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }
  }
}
