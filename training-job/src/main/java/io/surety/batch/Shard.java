package io.surety.batch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the parts that a batch is done in.
 *
 * @param index from 0
 * @param of so many
 */
public record Shard(int index, int of) {

  /** The batch as a whole. */
  public static final Shard WHOLE = new Shard(0, 1);

  /** More parts than anybody has machines for. */
  public static final int MOST = 10_000;

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,5})/([1-9][0-9]{0,4})");

  /** Refuses a part that is not one of them. */
  public Shard {
    if (of < 1 || of > MOST || index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "A shard is I/N with I from 0 to N - 1 and N up to %d, such as 0/4, but this one is %d/%d."
              .formatted(MOST, index, of));
    }
  }

  /** Reads {@code I/N}; empty when it is not written so. */
  public static Optional<Shard> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new Shard(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2))))
        : Optional.empty();
  }

  /** The key of the run that does this part of the batch with this key. */
  public String keyOf(String batch) {
    return of == 1 ? batch : batch + " " + this;
  }

  /** Whether a place belongs to this part. */
  public boolean has(long place) {
    return place % of == index;
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
