package io.surety.forest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the codes of a model's categorical inputs stand for. A forest is given codes, 0, 1, 2 and so
 * on, and XGBoost 3.1 and later keep in the model what each code stood for in the data frame that
 * it was trained on ({@code cats}, see XGBoost's {@code src/data/cat_container.cc}). Scoring does
 * not need it; whoever maps values to codes has to map them in this order.
 */
public final class CategoryNames {

  /** The kinds of numbers, as the file knows them; signed and unsigned ones take turns. */
  private static final int INT8 = 9;

  private static final int UINT8 = 10;
  private static final int UINT16 = 12;
  private static final int UINT32 = 14;
  private static final int UINT64 = 16;

  private CategoryNames() {}

  /**
   * By input, what its codes from 0 on stand for, texts or whole numbers; empty for an input that
   * has no such names. The whole list is empty when the model names no category at all.
   *
   * @throws UnreadableForest when the bytes are no model, or its categories are of another kind
   */
  public static List<List<String>> read(byte[] model) {
    ModelObject trees =
        ModelFile.read(model).object("learner").object("gradient_booster").object("model");
    if (!trees.has("cats")) {
      return List.of();
    }
    return trees.object("cats").objects("enc").stream().map(CategoryNames::names).toList();
  }

  private static List<String> names(ModelObject column) {
    if (column.has("offsets")) {
      return texts(column);
    }
    return wholeNumbers(column);
  }

  /** UBJSON has no unsigned type but for a byte, so the width of an unsigned number is masked. */
  private static List<String> wholeNumbers(ModelObject column) {
    int type = column.whole("type", 0, Integer.MAX_VALUE);
    long mask =
        switch (type) {
          case UINT8 -> 0xFF;
          case UINT16 -> 0xFFFF;
          case UINT32 -> 0xFFFF_FFFFL;
          default -> -1;
        };
    if (type < INT8 || type > UINT64) {
      throw new UnreadableForest(
          "The forest's %s is %d; only texts and whole numbers are read as categories."
              .formatted(column.pathOf("type"), type));
    }
    return Arrays.stream(column.longs("values"))
        .mapToObj(value -> String.valueOf(value & mask))
        .toList();
  }

  /**
   * Texts one after the other, each from its offset to the next. XGBoost 3.1 to 3.4 counts letters
   * where it means bytes when the data frame is one of pandas, so only ASCII can be told apart.
   */
  private static List<String> texts(ModelObject column) {
    int[] offsets = column.ints("offsets");
    int[] values = column.ints("values");
    byte[] ascii = new byte[values.length];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) values[i];
      if (values[i] < 0 || values[i] != ascii[i]) {
        throw new UnreadableForest(
            ("The forest's %s name a category with letters beyond ASCII, which XGBoost cuts at the"
                    + " wrong places: train it with names in ASCII, or with codes.")
                .formatted(column.pathOf("values")));
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i - 1] < 0 || offsets[i] < offsets[i - 1] || offsets[i] > ascii.length) {
        throw new UnreadableForest(
            "The forest's %s must ascend within its values, but are %s."
                .formatted(
                    column.pathOf("offsets"),
                    Arrays.toString(new int[] {offsets[i - 1], offsets[i]})));
      }
      int length = offsets[i] - offsets[i - 1];
      names.add(new String(ascii, offsets[i - 1], length, StandardCharsets.US_ASCII));
    }
    return List.copyOf(names);
  }
}
