package io.surety.benchmarks.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.FeatureVector;
import io.surety.feature.UserId;
import io.surety.featurestore.UserFeatures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static final UserFeatures USER =
      new UserFeatures(
          new UserId(7), LocalDate.EPOCH, FeatureVector.of(1, 2, 3, 4, 0), Instant.EPOCH);

  private final List<Target> targets = new Targets(List.of(USER), "loan-risk").all();

  @Test
  void areTheOnesThatCanBeAskedFor() {
    assertThat(targets)
        .extracting(Target::name)
        .containsExactlyElementsOf(Targets.NAMES.subList(0, Targets.NAMES.size() - 1));
    assertThat(Targets.NAMES).endsWith(Targets.STATEMENT);
  }

  @Test
  void standBehindTheirEchoes() {
    assertThat(targets)
        .filteredOn(target -> target.name().startsWith("echo"))
        .hasSize(5)
        .allSatisfy(echo -> {
          Target original = echo.echoOf(targets).orElseThrow();
          assertThat(targets.indexOf(echo)).isLessThan(targets.indexOf(original));
        });
  }
}
