package io.surety.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.web.SuretyService;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** What a service leaves out is named by strings, which no compiler checks. */
class LeftOutConfigurationsTest {

  static Stream<String> leftOut() {
    return Stream.of(
        SuretyService.class.getAnnotation(EnableAutoConfiguration.class).excludeName());
  }

  @ParameterizedTest
  @MethodSource("leftOut")
  void springBootWouldConfigureIt(String name) {
    assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
        .contains(name);
  }
}
