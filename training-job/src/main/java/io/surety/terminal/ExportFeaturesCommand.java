package io.surety.terminal;

import io.surety.feature.Basis;
import io.surety.feature.Feature;
import io.surety.featurestore.FeatureSnapshot;
import io.surety.featurestore.UserFeatures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Writes the features of every user at a date. */
@Command(
    name = "export-features",
    description = "Writes every user's features at a date as CSV.",
    footer = {
      "",
      "Columns: user_id, the five features, loan_date; a missing value is empty.",
      "",
      "  ./surety export-features --as-of 2021-12-27 --out features.csv"
    })
final class ExportFeaturesCommand implements Callable<Integer> {

  private static final long ROWS_BETWEEN_WORDS = 5_000;

  private final Session session;

  @Option(
      names = "--as-of",
      required = true,
      paramLabel = "DATE",
      converter = Moments.DayConverter.class,
      description = "The date on which the features are looked at, such as 2021-12-27.")
  private LocalDate asOf = LocalDate.EPOCH;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      defaultValue = "latest_loan",
      converter = BasisConverter.class,
      description =
          "latest_loan describes each user's latest loan (the default); next_loan an application"
              + " made on that date.")
  private Basis basis = Basis.LATEST_LOAN;

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      converter = Moments.Converter.class,
      description = "Sees what was known at that moment, such as 2026-01-31T12:00:00Z.")
  private @Nullable Instant knownAt;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; - is standard output, a name ending in .gz is compressed.")
  private String out = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;

  ExportFeaturesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    OutputFile target = OutputFile.of(out, "--out");
    try (OpenDatabase open = database.open(session);
        Activity step = session.console().step("Features")) {
      long users =
          target.write(stream -> {
            try (FeatureSnapshot snapshot =
                FeatureSnapshot.open(open.as(Purpose.TRAINING), Optional.ofNullable(knownAt))) {
              return write(snapshot, stream, step);
            }
          });
      step.done(
          "of %s as of %s in %s"
              .formatted(
                  Console.count(users, "user"), asOf, out.equals("-") ? "standard output" : out));
    }
    return ExitCode.DONE.number();
  }

  private long write(FeatureSnapshot snapshot, OutputStream stream, Activity step)
      throws IOException {
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    writer.write(header());
    long[] written = {0};
    try {
      snapshot.export(
          asOf,
          basis,
          user -> {
            append(writer, user);
            if (++written[0] % ROWS_BETWEEN_WORDS == 0) {
              step.at(Console.count(written[0]) + " users");
            }
          });
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    writer.flush();
    return written[0];
  }

  private static String header() {
    return "user_id,"
        + Stream.of(Feature.values()).map(Feature::featureName).collect(Collectors.joining(","))
        + ",loan_date\n";
  }

  private static void append(Writer writer, UserFeatures user) {
    try {
      writer.write(Long.toString(user.userId().value()));
      for (Number value : user.values().toWire().values()) {
        writer.write(',');
        writer.write(value == null ? "" : value.toString());
      }
      writer.write("," + user.loanDate() + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static final class BasisConverter implements ITypeConverter<Basis> {

    @Override
    public Basis convert(String text) {
      try {
        return Basis.ofWireName(text);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(String.valueOf(unknown.getMessage()));
      }
    }
  }
}
