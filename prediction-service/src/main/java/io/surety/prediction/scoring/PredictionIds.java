package io.surety.prediction.scoring;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Names predictions by UUIDv7: unique everywhere, ascending within a process. */
final class PredictionIds {

  private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

  UUID next() {
    return generator.generate();
  }
}
