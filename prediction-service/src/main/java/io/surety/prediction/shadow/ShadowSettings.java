package io.surety.prediction.shadow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much may be spent on scoring in shadow.
 *
 * @param enabled whether anything is scored in shadow at all
 * @param queue what waits at most to be scored, in memory; more is shed
 * @param processor the part of one processor that it takes at most
 */
@ConfigurationProperties("surety.shadow")
record ShadowSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("4MB") DataSize queue,
    @DefaultValue("0.25") double processor) {

  private static final DataSize LEAST_QUEUE = DataSize.ofKilobytes(1);

  ShadowSettings {
    if (queue.compareTo(LEAST_QUEUE) < 0) {
      throw new IllegalArgumentException(
          "surety.shadow.queue is at least 1KB, but it is " + queue.toBytes() + " bytes.");
    }
    if (!(processor > 0 && processor <= 1)) {
      throw new IllegalArgumentException(
          "surety.shadow.processor is above 0 and at most 1, but it is " + processor + ".");
    }
  }
}
