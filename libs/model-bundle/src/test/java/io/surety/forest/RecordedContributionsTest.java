package io.surety.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of XGBoost recorded what it computed; the same must come out today. */
class RecordedContributionsTest {

  static List<RecordedModel> models() {
    return RecordedModel.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void contributesWhatThatVersionSaid(RecordedModel model) throws IOException {
    Forest forest = Forest.read(Files.readAllBytes(model.file()));
    int inputs = forest.inputs();
    double[] contributions = new double[inputs + 1];
    int compared = 0;
    for (int row = 0; row < model.rows().size(); row++) {
      float[][] expected = model.contributions().get(row);
      if (expected == null) {
        continue;
      }
      float[] values = model.rows().get(row);
      double[] doubles = IntStream.range(0, inputs).mapToDouble(i -> values[i]).toArray();
      forest.contributions(doubles, contributions);
      double scale = Math.max(1, Math.abs(forest.margin(doubles)));
      float[] last = expected[expected.length - 1];
      for (int i = 0; i <= inputs; i++) {
        double other = expected.length == 1 ? 0 : expected[0][i];
        assertThat(Math.abs(contributions[i] - (last[i] - other)) / scale)
            .as("%s, input %d of row %d", model.name(), i, row)
            .isLessThanOrEqualTo(1e-4);
      }
      compared++;
    }
    assertThat(compared).as("rows with contributions").isPositive();
  }
}
