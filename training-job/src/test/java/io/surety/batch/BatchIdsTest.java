package io.surety.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.predictionlog.PredictionId;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchIdsTest {

  private static final Instant BEGAN = Instant.parse("2026-01-31T02:30:00.123456Z");

  private final BatchIds ids = new BatchIds(BEGAN, "nightly");

  @Test
  void tellTheirTimeAndTheirPlaceInOrder() {
    Random random = new Random(5);
    UUID before = ids.of(0);
    long place = 0;
    while (place < BatchIds.MOST_ROWS / 2) {
      place += 1 + (random.nextLong() & Long.MAX_VALUE) % Math.max(1, place);
      UUID id = ids.of(place);
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(PredictionId.moment(id)).isEqualTo("2026-01-31T02:30:00.123Z");
      assertThat(BatchIds.place(id)).isEqualTo(place);
      assertThat(id.toString()).isGreaterThan(before.toString());
      before = id;
    }
  }

  @Test
  void areTheSameAgainAndOthersForAnotherKey() {
    assertThat(new BatchIds(BEGAN, "nightly").of(7)).isEqualTo(ids.of(7));
    assertThat(new BatchIds(BEGAN, "weekly").of(7)).isNotEqualTo(ids.of(7));
  }

  @Test
  void endAtTheMostRows() {
    assertThat(BatchIds.place(ids.of(BatchIds.MOST_ROWS - 1))).isEqualTo(BatchIds.MOST_ROWS - 1);
    assertThatThrownBy(() -> ids.of(BatchIds.MOST_ROWS)).hasMessageContaining("at most");
  }
}
