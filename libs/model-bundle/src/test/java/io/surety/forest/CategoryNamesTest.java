package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryNamesTest {

  private static List<List<String>> read(String columns) {
    String model =
        "{\"learner\": {\"gradient_booster\": {\"model\": {\"cats\": {\"enc\": [%s]}}}}}"
            .formatted(columns);
    return CategoryNames.read(model.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String reason, String columns) {
    assertThatExceptionOfType(UnreadableForest.class)
        .isThrownBy(() -> read(columns))
        .withMessageContaining(reason);
  }

  @Test
  void readsTextsAndWholeNumbers() {
    assertThat(read("{\"offsets\": [0, 1, 3], \"values\": [97, 98, 99]}"))
        .containsExactly(List.of("a", "bc"));
    assertThat(read("{\"offsets\": [], \"values\": []}")).containsExactly(List.of());
    assertThat(read("{\"type\": 15, \"values\": [7, -8, 9000000000]}"))
        .containsExactly(List.of("7", "-8", "9000000000"));
    assertThat(read("")).isEmpty();
  }

  @Test
  void readsAnUnsignedNumberThatUbjsonKeepsAsASignedOne() {
    assertThat(read("{\"type\": 9, \"values\": [-1]}")).containsExactly(List.of("-1"));
    assertThat(read("{\"type\": 10, \"values\": [-1]}")).containsExactly(List.of("255"));
    assertThat(read("{\"type\": 12, \"values\": [-1]}")).containsExactly(List.of("65535"));
    assertThat(read("{\"type\": 14, \"values\": [-1]}")).containsExactly(List.of("4294967295"));
  }

  @Test
  void refusesNamesThatXgboostCutsAtTheWrongPlaces() {
    assertRefused("letters beyond ASCII", "{\"offsets\": [0, 2], \"values\": [-61, -68]}");
  }

  @Test
  void refusesOtherKindsOfCategories() {
    assertRefused("only texts and whole numbers", "{\"type\": 7, \"values\": [1.5]}");
    assertRefused("is missing", "{\"values\": [1]}");
    assertRefused("must ascend", "{\"offsets\": [0, 2, 1], \"values\": [97, 98]}");
    assertRefused("must ascend", "{\"offsets\": [0, 3], \"values\": [97, 98]}");
    assertRefused("must ascend", "{\"offsets\": [-1, 1], \"values\": [97, 98]}");
  }
}
