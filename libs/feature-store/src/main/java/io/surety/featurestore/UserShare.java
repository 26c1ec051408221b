package io.surety.featurestore;

/**
 * Some of all users: every one belongs to exactly one of the shares, whoever else is known.
 *
 * @param beyond only users with a greater id
 * @param index of the share, from 0
 * @param of so many shares
 */
public record UserShare(long beyond, int index, int of) {

  private static final long BEFORE_ALL = -1;

  /** Everybody. */
  public static final UserShare ALL = new UserShare(BEFORE_ALL, 0, 1);

  /** Refuses a share that is not one of them. */
  public UserShare {
    if (of < 1 || index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "A share is one of so many, counted from 0, but this one is %d of %d."
              .formatted(index, of));
    }
  }

  /** One of so many shares. */
  public static UserShare of(int index, int of) {
    return new UserShare(BEFORE_ALL, index, of);
  }

  /** The part of this share that lies beyond a user. */
  public UserShare beyond(long user) {
    return new UserShare(user, index, of);
  }
}
