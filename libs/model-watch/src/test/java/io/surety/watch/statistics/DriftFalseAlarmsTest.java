package io.surety.watch.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.ReferenceHistograms;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a window alarms in which nothing has changed, on seeds that tuned nothing. The floors
 * are taken away, so that the cuts themselves are tried.
 */
class DriftFalseAlarmsTest {

  private static final EffectFloors NONE = new EffectFloors(0, 0, 0, 0, 0);
  private static final long SEED = 9_000_000;

  @ParameterizedTest(name = "of {0} rows against {1}")
  @CsvSource({
    "200, 50000, 3000",
    "1000, 50000, 3000",
    "10000, 50000, 1000",
    "200, 400, 3000",
    "1000, 1000, 3000"
  })
  void alarmsOnAtMostOneInAHundredUndriftedWindows(int rows, int referenceRows, int windows) {
    long alarms = alarms(rows, referenceRows, windows, 0.01);
    System.out.printf(
        "%d of %d undrifted windows of %d rows against %d alarmed without floors, seed %d%n",
        alarms, windows, rows, referenceRows, SEED);
    assertThat(alarms).isLessThanOrEqualTo(windows / 100);
  }

  @ParameterizedTest(name = "of {0} rows against {1}")
  @CsvSource({"200, 50000", "1000, 50000", "200, 400"})
  void isNotSoShyThatItWouldNeverAlarm(int rows, int referenceRows) {
    assertThat(alarms(rows, referenceRows, 1000, 0.5)).isGreaterThan(60);
  }

  /** A fresh reference every five hundred windows: its own luck counts too. */
  private static long alarms(int rows, int referenceRows, int windows, double perLook) {
    DriftSettings settings = new DriftSettings(new FalseAlarms(perLook), NONE, 100);
    int each = 500;
    return LongStream.range(0, windows / each)
        .parallel()
        .map(batch -> {
          ReferenceHistograms reference =
              TestColumns.reference(TestColumns.rows(SEED + batch, referenceRows));
          DriftWatch watch =
              DriftWatch.of(TestColumns.schema(), reference, referenceRows, settings);
          return LongStream.range(0, each)
              .filter(window ->
                  watch
                          .look(
                              DriftWindow.of(
                                  reference.recount(
                                      TestColumns.rows(SEED * 2 + batch * each + window, rows))))
                          .verdict()
                      == DriftVerdict.DRIFTED)
              .count();
        })
        .sum();
  }
}
