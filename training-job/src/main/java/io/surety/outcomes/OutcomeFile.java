package io.surety.outcomes;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.surety.predictionlog.Outcome;
import io.surety.predictionlog.Outcomes;
import io.surety.predictionlog.Outcomes.Arrived;
import io.surety.predictionlog.Outcomes.Refused;
import io.surety.predictionlog.PredictionId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of outcomes, {@code .csv} or {@code .csv.gz}: {@code prediction_id}, {@code status} (1
 * when the loan was not paid on time, 0 when it was) and {@code known_on}, the date on which that
 * became known. Columns are found by name, others are left alone. What is wrong with a line is kept
 * for the end; a file that is no such file is refused whole.
 */
public final class OutcomeFile implements Outcomes.Arriving {

  private static final List<String> COLUMNS = List.of("prediction_id", "status", "known_on");

  /** More wrong lines are counted and not told one by one. */
  private static final int MOST_TOLD = 1_000;

  private final Path file;
  private final List<Refused> unreadable = new ArrayList<>();
  private Optional<String> sha256 = Optional.empty();
  private long wrong;
  private long lines;

  public OutcomeFile(Path file) {
    this.file = file;
  }

  /** A file that is no file of outcomes, or cannot be read. */
  public static final class Unreadable extends RuntimeException {
    Unreadable(String sentence) {
      super(sentence);
    }

    Unreadable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  @Override
  public void each(Outcomes.Taker taker) throws SQLException {
    try (DigestInputStream bytes = new DigestInputStream(Files.newInputStream(file), digest())) {
      try {
        each(bytes, taker);
      } finally {
        sha256 = hashOfAll(bytes);
      }
    } catch (CsvParseException broken) {
      throw new Unreadable(
          "%s is not a CSV file with a header: %s".formatted(file, broken.getMessage()), broken);
    } catch (UncheckedIOException failure) {
      throw unreadable(requireNonNull(failure.getCause()));
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  private void each(InputStream bytes, Outcomes.Taker taker) throws IOException, SQLException {
    try (CsvReader<NamedCsvRecord> records = records(unpacked(new Unclosed(bytes)))) {
      boolean first = true;
      for (NamedCsvRecord record : records) {
        if (first) {
          requireColumns(record.getHeader());
          first = false;
        }
        lines++;
        read(record, taker);
      }
    }
  }

  /** Whoever reads from it may close it, and more can still be read. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream bytes) {
      super(bytes);
    }

    @Override
    public void close() {
      // Its owner does.
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The hash of what was read and of all that follows. */
  private static Optional<String> hashOfAll(DigestInputStream bytes) {
    try {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Optional.of(HexFormat.of().formatHex(bytes.getMessageDigest().digest()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private Unreadable unreadable(IOException failure) {
    return new Unreadable(
        failure instanceof CharacterCodingException
            ? "%s cannot be read: it is not text in UTF-8.".formatted(file)
            : "%s cannot be read: %s".formatted(file, failure.getMessage()),
        failure);
  }

  /** The SHA-256 of the whole file, once it was read, as it is stored; empty when it cannot be. */
  public Optional<String> sha256() {
    return sha256;
  }

  /** How many lines were read, without the header. */
  public long lines() {
    return lines;
  }

  /** How many of them told no outcome. */
  public long wrong() {
    return wrong;
  }

  /** Why, for the first of them. */
  public List<Refused> unreadable() {
    return List.copyOf(unreadable);
  }

  private InputStream unpacked(InputStream bytes) throws IOException {
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private static CsvReader<NamedCsvRecord> records(InputStream bytes) {
    return CsvReader.builder()
        .commentStrategy(CommentStrategy.NONE)
        .detectBomHeader(true)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofNamedCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
  }

  private void requireColumns(List<String> header) {
    TreeSet<String> missing = new TreeSet<>(COLUMNS);
    header.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new Unreadable(
          "%s lacks the column %s; a file of outcomes has prediction_id, status and known_on."
              .formatted(file, String.join(", ", missing)));
    }
  }

  private void read(NamedCsvRecord record, Outcomes.Taker taker) throws SQLException {
    long line = record.getStartingLineNumber();
    String id = record.findField("prediction_id").orElse("").strip();
    String status = record.findField("status").orElse("").strip();
    String knownOn = record.findField("known_on").orElse("").strip();
    UUID prediction = PredictionId.parse(id).orElse(null);
    LocalDate day = day(knownOn);
    if (prediction == null) {
      refuse(line, "prediction_id is the id that an answer gave, not '%s'".formatted(shown(id)));
    } else if (!status.equals("0") && !status.equals("1")) {
      refuse(
          line,
          "status is 1 when the loan was not paid on time, else 0, not '%s'"
              .formatted(shown(status)));
    } else if (day == null) {
      refuse(line, "known_on is a date such as 2026-05-31, not '%s'".formatted(shown(knownOn)));
    } else {
      taker.take(new Arrived(line, new Outcome(prediction, status.equals("1"), day)));
    }
  }

  private void refuse(long line, String reason) {
    wrong++;
    if (unreadable.size() < MOST_TOLD) {
      unreadable.add(new Refused(line, reason));
    }
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
