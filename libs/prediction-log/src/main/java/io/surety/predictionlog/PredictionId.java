package io.surety.predictionlog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What an id of a prediction tells: a UUIDv7 (RFC 9562) begins with its time in milliseconds. */
public final class PredictionId {

  private static final int TIME_ENDS_AT_BIT = 16;
  private static final int VERSION = 7;
  private static final int VARIANT = 2;
  private static final Pattern WRITTEN =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private PredictionId() {}

  /** The time at which it was drawn, in whole milliseconds. */
  public static Instant moment(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> TIME_ENDS_AT_BIT);
  }

  /** The day, in UTC, whose part of the log the prediction is in. */
  public static LocalDate day(UUID id) {
    return LocalDate.ofInstant(moment(id), ZoneOffset.UTC);
  }

  /** Reads an id of a prediction; empty for anything else. */
  public static Optional<UUID> parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      return Optional.empty();
    }
    UUID id = UUID.fromString(text);
    return Optional.of(id).filter(each -> each.version() == VERSION && each.variant() == VARIANT);
  }
}
