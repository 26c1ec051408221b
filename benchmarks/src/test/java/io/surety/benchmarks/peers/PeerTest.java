package io.surety.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import io.surety.featurestore.UserFeatures;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PeerTest {

  private static final UserFeatures USER =
      new UserFeatures(
          new UserId(7), LocalDate.EPOCH, FeatureVector.of(25, 117.5, 48, 8, 1), Instant.EPOCH);

  @Test
  void isRightWhenEachFeatureHasItsValueWhateverTheirOrder() {
    assertThat(feast("\"age\",\"years_on_the_job\"", 48, 8)).isTrue();
  }

  @Test
  void isWrongWhenTwoFeaturesAreSwapped() {
    assertThat(feast("\"age\",\"years_on_the_job\"", 8, 48)).isFalse();
  }

  @Test
  void isWrongWhenAFeatureIsNotThere() {
    assertThat(feast("\"age\",\"other\"", 48, 8)).isFalse();
  }

  @Test
  void isWrongWithoutAnAnswer() {
    assertThat(Peer.FEAST.isRight("", 0.5, USER)).isFalse();
    assertThat(Peer.FASTAPI.isRight("", 0.5, USER)).isFalse();
  }

  @Test
  void isRightWithTheProbability() {
    assertThat(Peer.FASTAPI.isRight("{\"probability\": 0.500001}", 0.5, USER)).isTrue();
    assertThat(Peer.FASTAPI.isRight("{\"probability\": 0.51}", 0.5, USER)).isFalse();
  }

  private static boolean feast(String lastNames, int last, int veryLast) {
    String answer =
        """
        {"results": [{"values": [7]}, {"values": [25]}, {"values": [117.5]}, {"values": [1]},
                     {"values": [%d]}, {"values": [%d]}],
         "metadata": {"feature_names": ["user_id", "nb_previous_loans", "avg_amount_loans_previous",
                                        "flag_own_car", %s]}}
        """
            .formatted(last, veryLast, lastNames);
    return Peer.FEAST.isRight(answer, Double.NaN, USER);
  }
}
