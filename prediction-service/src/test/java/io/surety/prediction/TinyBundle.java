package io.surety.prediction;

import io.surety.bundle.BundleWriter;
import io.surety.bundle.DecisionPolicy;
import io.surety.bundle.InputSchema;
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

  private TinyBundle() {}

  /** A bundle that answers this probability below 40 years of age and half of it from then on. */
  public static byte[] answering(double young) {
    return answering(young, InputSchema.of(Feature.values()));
  }

  /** The same with another schema of five inputs, of which the third is asked for. */
  public static byte[] answering(double young, InputSchema schema) {
    return new BundleWriter("loan-risk", schema, forest(logit(young), logit(young / 2)))
        .policy(new DecisionPolicy(0.1, 0.5))
        .examples(List.of(new double[] {1, 2, 39, 4, 1}, new double[] {0, Double.NaN, 40, 4, 0}))
        .reference(
            ReferenceHistograms.of(schema, _ -> new double[] {1, 2}, new double[] {0.1, 0.2}))
        .write();
  }

  private static float logit(double probability) {
    return (float) Math.log(probability / (1 - probability));
  }

  private static byte[] forest(float young, float old) {
    Ubjson tree =
        new Ubjson()
            .object("tree_param")
            .text("num_nodes", "3")
            .text("size_leaf_vector", "1")
            .end()
            .ints("left_children", 1, -1, -1)
            .ints("right_children", 2, -1, -1)
            .ints("split_indices", 2, 0, 0)
            .bytes("split_type", 0, 0, 0)
            .bytes("default_left", 0, 0, 0)
            .floats("split_conditions", 40f, young, old)
            .floats("loss_changes", 1f, 0f, 0f);
    return new Ubjson()
        .begin()
        .numbers("version", 3, 0, 4)
        .object("learner")
        .object("learner_model_param")
        .text("base_score", "5E-1")
        .text("num_class", "0")
        .text("num_feature", Integer.toString(INPUTS))
        .end()
        .object("objective")
        .text("name", "binary:logistic")
        .end()
        .object("gradient_booster")
        .text("name", "gbtree")
        .object("model")
        .numbers("tree_info", 0)
        .list("trees", tree)
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

    Ubjson list(String key, Ubjson item) {
      write(key);
      out.writeBytes("[{".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(item.bytes());
      out.writeBytes("}]".getBytes(StandardCharsets.US_ASCII));
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
