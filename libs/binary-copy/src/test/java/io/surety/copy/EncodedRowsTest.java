package io.surety.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EncodedRowsTest {

  @Test
  void copiesSomeRowsAsIfTheyHadBeenWrittenAlone() {
    EncodedRows all = rows(0, 6);

    for (int from = 0; from <= 6; from++) {
      for (int to = from; to <= 6; to++) {
        EncodedRows copy = all.copy(from, to);
        assertThat(copy.count()).isEqualTo(to - from);
        assertThat(bytes(copy)).as("%d to %d", from, to).isEqualTo(bytes(rows(from, to)));
      }
    }
  }

  @Test
  void aCopyTakesFurtherRows() {
    EncodedRows copy = rows(0, 6).copy(2, 4);
    write(copy, 4);

    assertThat(bytes(copy)).isEqualTo(bytes(rows(2, 5)));
  }

  @Test
  void copiesNoRowsThatAreNotThere() {
    assertThatThrownBy(() -> rows(0, 6).copy(5, 7)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] bytes(EncodedRows rows) {
    return Arrays.copyOf(rows.buffer, rows.size);
  }

  private static EncodedRows rows(int from, int to) {
    EncodedRows rows = new EncodedRows(16);
    for (int row = from; row < to; row++) {
      write(rows, row);
    }
    return rows;
  }

  /** Of other lengths each, with missing and empty values among them. */
  private static void write(EncodedRows rows, int row) {
    rows.beginRow(5);
    rows.writeUuid(new UUID(1, row));
    if (row % 2 == 0) {
      rows.writeNull();
    } else {
      rows.writeText("ä".repeat(row));
    }
    rows.writeText("");
    rows.writeDoubles(new double[row]);
    if (row % 3 == 0) {
      rows.writeNull();
    } else {
      rows.writeInt(row);
    }
  }
}
