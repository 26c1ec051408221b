package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surety.watch.RequestCounts.Bundles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCountsTest {

  @Test
  void takesRowsThatComeAloneForIndependent() {
    RequestCounts counts = RequestCounts.NONE;
    for (int row = 0; row < 1_000; row++) {
      counts = counts.and(bundle(1, row % 20 == 0 ? 1 : 0));
    }
    assertThat(counts.designEffect()).isCloseTo(1, within(0.01));
  }

  @Test
  void takesAFileForOneRowWhereItsRowsAreAllAlike() {
    RequestCounts counts = RequestCounts.NONE;
    for (int file = 0; file < 200; file++) {
      counts = counts.and(bundle(50, file % 20 == 0 ? 50 : 0));
    }
    assertThat(counts.designEffect()).isCloseTo(50, within(0.5));
  }

  @Test
  void takesEachOfFewFilesForOneRow() {
    RequestCounts counts = RequestCounts.NONE;
    for (int file = 0; file < 9; file++) {
      counts = counts.and(bundle(100, 40));
    }
    assertThat(counts.designEffect()).isEqualTo(100);
  }

  @Test
  void takesEachForOneRowWhereOneFileHasMostOfTheRows() {
    RequestCounts counts = bundle(5_000, 2_000);
    for (int file = 0; file < 49; file++) {
      counts = counts.and(bundle(10, 0));
    }
    // By the share that the large one has itself, nothing would differ between them.
    assertThat(counts.designEffect()).isGreaterThanOrEqualTo(5_490.0 / 50);
  }

  /** A request of so many rows in all, of which so many are refused. */
  private static RequestCounts bundle(long rows, long unknown) {
    return new RequestCounts(
        1,
        0,
        rows - unknown,
        unknown > 0 ? Map.of("job", unknown) : Map.of(),
        Bundles.NONE.with(rows, unknown));
  }
}
