package io.surety.prediction.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellsTest {

  @Test
  void holdsWhatAListWouldHold() {
    long seed = System.nanoTime();
    System.out.println("CellsTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<Object> expected = new ArrayList<>();
      Cells cells = new Cells(random.nextInt(3));
      int kinds = 1 + random.nextInt(4);
      for (int at = 0; at < 500; at++) {
        switch (random.nextInt(kinds)) {
          case 0 -> {
            cells.add(at + 0.5);
            expected.add(at + 0.5);
          }
          case 1 -> {
            cells.addMissing();
            expected.add(null);
          }
          case 2 -> {
            cells.add("text " + at);
            expected.add("text " + at);
          }
          default -> {
            cells.add((Object) (at % 2 == 0));
            expected.add(at % 2 == 0);
          }
        }
      }
      assertThat(cells.values(0, cells.size())).isEqualTo(expected);
      assertThat(cells.values(100, 7)).isEqualTo(expected.subList(100, 107));
      assertThat(cells.isNumeric())
          .isEqualTo(expected.stream().allMatch(each -> each == null || each instanceof Double));
      Cells copy = new Cells();
      for (int at = 0; at < cells.size(); at++) {
        copy.addFrom(cells, at);
      }
      assertThat(copy.values(0, copy.size())).isEqualTo(expected);
    }
  }
}
