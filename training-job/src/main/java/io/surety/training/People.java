package io.surety.training;

import io.surety.spec.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Who each user is, and on which side. Both follow from a salted SHA-256 of the person's columns
 * and from nothing else: the same person is dealt to the same side in every version, whoever else
 * is in the data.
 */
final class People {

  private static final byte PRESENT = 1;
  private static final byte ABSENT = 0;

  private final Split split;
  private final MessageDigest sha256;
  private final byte[] salt;
  private final long[] person;
  private final @Nullable Side[] side;

  People(Split split, int users) {
    this.split = split;
    this.sha256 = sha256();
    this.salt = split.salt().getBytes(StandardCharsets.UTF_8);
    this.person = new long[users];
    this.side = new Side[users];
  }

  /** Says who a user is. */
  void add(int user, @Nullable String[] columns) {
    put(salt);
    for (String column : columns) {
      if (column == null) {
        sha256.update(ABSENT);
      } else {
        sha256.update(PRESENT);
        put(column.getBytes(StandardCharsets.UTF_8));
      }
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    side[user] = sideOf((digest.getLong() >>> 11) * 0x1.0p-53);
    person[user] = digest.getLong();
  }

  /** A number that all users who are one person share. */
  long person(int user) {
    return person[user];
  }

  Side side(int user) {
    Side known = side[user];
    if (known == null) {
      throw new IllegalStateException(
          "A user's first loan is not among the loans: the feature store is damaged.");
    }
    return known;
  }

  private Side sideOf(double share) {
    if (share < split.testPeople()) {
      return Side.TEST;
    }
    return share < split.testPeople() + split.calibrationPeople()
        ? Side.CALIBRATION
        : Side.TRAINING;
  }

  /** Length first, so that no two lists of texts are the same bytes. */
  private void put(byte[] text) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
    sha256.update(text);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
