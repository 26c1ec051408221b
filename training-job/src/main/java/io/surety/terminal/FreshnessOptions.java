package io.surety.terminal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How old features may be, in the words of the service's settings. */
final class FreshnessOptions {

  private static final String NEVER = "never";

  /** What is done with features that are too old. */
  enum StaleFeatures {
    /** The answer says so. */
    MARK,
    /** There is none. */
    REFUSE
  }

  @Option(
      names = "--stale-after",
      paramLabel = "TIME",
      defaultValue = "3d",
      converter = AgeConverter.class,
      description =
          "Features are stale when no loans were loaded for so long, such as 26h; or never."
              + " Default: ${DEFAULT-VALUE}.")
  private Age staleAfter = new Age(Duration.ofDays(3));

  @Option(
      names = "--stale-features",
      paramLabel = "POLICY",
      defaultValue = "mark",
      converter = PolicyConverter.class,
      description =
          "What is done with stale features: 'mark' says so in the run and in the column 'stale',"
              + " 'refuse' scores nobody. Default: ${DEFAULT-VALUE}.")
  private StaleFeatures staleFeatures = StaleFeatures.MARK;

  /** A greatest age; null where there is none. */
  record Age(@Nullable Duration most) {}

  /**
   * The age that features may have and have not kept, if they have not.
   *
   * @param knownAt the newest load that they take into account
   * @throws CommandFailed where stale features are refused
   */
  Optional<Duration> judge(Instant knownAt, Clock clock) {
    Duration allowed = staleAfter.most();
    if (allowed == null || !knownAt.isBefore(clock.instant().minus(allowed))) {
      return Optional.empty();
    }
    if (staleFeatures == StaleFeatures.REFUSE) {
      throw new CommandFailed(
          "%s Nobody is scored; load newer loans with './surety ingest FILE', or score all the same with --stale-features mark."
              .formatted(sentence(knownAt, allowed)));
    }
    return Optional.of(allowed);
  }

  /** Says that features are stale, as the service does. */
  static String sentence(Instant knownAt, Duration allowed) {
    return "The features are older than is allowed: the newest loans that they take into account were loaded at %s, longer ago than %s."
        .formatted(knownAt, allowed);
  }

  static final class AgeConverter implements ITypeConverter<Age> {

    @Override
    public Age convert(String text) {
      return new Age(text.equals(NEVER) ? null : new TimeSpans.Converter().convert(text));
    }
  }

  static final class PolicyConverter implements ITypeConverter<StaleFeatures> {

    @Override
    public StaleFeatures convert(String text) {
      return switch (text) {
        case "mark" -> StaleFeatures.MARK;
        case "refuse" -> StaleFeatures.REFUSE;
        default ->
            throw new TypeConversionException("'%s' is neither mark nor refuse".formatted(text));
      };
    }
  }
}
