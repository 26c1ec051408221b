package io.surety.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The ids of a batch's predictions: UUIDv7 (RFC 9562) of the moment when the batch began, then the
 * place of the row in 38 bits, then 36 bits of the SHA-256 of its key. The same row of the same
 * batch has the same id whoever scores it, and in their order ids are in the order of places.
 */
public final class BatchIds {

  /** So many rows a batch has at most. */
  public static final long MOST_ROWS = 1L << 38;

  private static final int LOW_PLACE_BITS = 26;
  private static final long LOW_PLACE = (1L << LOW_PLACE_BITS) - 1;
  private static final int KEY_BITS = 36;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final long time;
  private final long key;

  /** The ids of the batch with this key that began at this moment. */
  public BatchIds(Instant began, String key) {
    this.time = began.toEpochMilli() << 16;
    this.key = ByteBuffer.wrap(sha256(key)).getLong() >>> (Long.SIZE - KEY_BITS);
  }

  /** The id of the row at a place. */
  public UUID of(long place) {
    if (place < 0 || place >= MOST_ROWS) {
      throw new IllegalArgumentException(
          "A batch has at most %,d rows; split it into several.".formatted(MOST_ROWS));
    }
    long high = time | VERSION | (place >>> LOW_PLACE_BITS);
    long low = VARIANT | ((place & LOW_PLACE) << KEY_BITS) | key;
    return new UUID(high, low);
  }

  /** The place of the row with an id of a batch. */
  public static long place(UUID id) {
    long high = id.getMostSignificantBits() & 0xFFF;
    long low = (id.getLeastSignificantBits() & ~VARIANT) >>> KEY_BITS;
    return (high << LOW_PLACE_BITS) | (low & LOW_PLACE);
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
