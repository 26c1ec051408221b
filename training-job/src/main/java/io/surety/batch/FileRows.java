package io.surety.batch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.surety.bundle.Arrangement;
import io.surety.bundle.Binding;
import io.surety.bundle.FieldProblem;
import io.surety.bundle.UnfitColumns;
import io.surety.feature.UserId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of comma-separated values (RFC 4180, UTF-8, plain or gzip), bound through the
 * model's schema. Its header names inputs or their aliases in any order, and {@code user_id} where
 * rows are about somebody. The first row behind the header has the place 0.
 */
final class FileRows implements BatchRows {

  private static final String USER_ID = "user_id";
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Shard shard;
  private final BatchModel model;

  FileRows(Path file, Shard shard, BatchModel model) {
    this.file = file;
    this.shard = shard;
    this.model = model;
  }

  @Override
  public void each(Reached reached, Consumer<BatchRow> taker) {
    try (CsvReader<CsvRecord> lines = open()) {
      Iterator<CsvRecord> each = lines.iterator();
      if (!each.hasNext()) {
        throw new BatchFailed(
            "%s is empty; it begins with a header of names of inputs.".formatted(file));
      }
      List<String> header = each.next().getFields();
      int user = header.indexOf(USER_ID);
      Arrangement arrangement = arrange(header, user);
      for (long place = 0; each.hasNext(); place++) {
        CsvRecord line = each.next();
        if (place > reached.lastPlace() && shard.has(place)) {
          taker.accept(row(place, line.getFields(), user, header.size(), arrangement));
        }
      }
    } catch (CsvParseException | UncheckedIOException broken) {
      throw new BatchFailed(
          "%s is not valid CSV in UTF-8 (%s). Rows before that were scored; mend the file and score it with another --key."
              .formatted(file, broken.getMessage()),
          broken);
    } catch (IOException failure) {
      throw new BatchFailed(
          "%s cannot be read (%s).".formatted(file, failure.getMessage()), failure);
    }
  }

  private static BatchRow row(
      long place, List<String> cells, int user, int width, Arrangement arrangement) {
    if (user < 0 || cells.size() != width) {
      return new BatchRow(place, null, null, arrangement.bindTexts(cells));
    }
    UserId id = user(cells.get(user));
    List<String> values = new ArrayList<>(cells);
    values.remove(user);
    if (id == null && !cells.get(user).isEmpty()) {
      return new BatchRow(place, null, null, RejectedUser.BINDING);
    }
    return new BatchRow(place, id, null, arrangement.bindTexts(values));
  }

  private static @Nullable UserId user(String cell) {
    try {
      if (cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return new UserId(Long.parseLong(cell));
      }
    } catch (NumberFormatException emptyOrTooLarge) {
      // As any other text.
    }
    return null;
  }

  private Arrangement arrange(List<String> header, int user) {
    List<String> names = new ArrayList<>(header);
    if (user >= 0) {
      names.remove(user);
    }
    try {
      return model.binder().arrange(names);
    } catch (UnfitColumns unfit) {
      throw new BatchFailed(
          "The columns of %s are not the inputs of %s: %s"
              .formatted(file, model.version(), unfit.getMessage()),
          unfit);
    }
  }

  private CsvReader<CsvRecord> open() throws IOException {
    PushbackInputStream bytes =
        new PushbackInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), 3);
    byte[] first = bytes.readNBytes(2);
    bytes.unread(first);
    boolean compressed = first.length == 2 && first[0] == 0x1f && first[1] == (byte) 0x8b;
    InputStream plain = compressed ? new GZIPInputStream(bytes, BUFFER) : bytes;
    return CsvReader.builder()
        .allowUnclosedQuote(false)
        .detectBomHeader(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()));
  }

  /** Why a row is not about anybody. */
  private static final class RejectedUser {

    static final Binding BINDING =
        new Binding.Refused(
            List.of(new FieldProblem(USER_ID, "user_id is a whole number from 0, or nothing.")));
  }
}
