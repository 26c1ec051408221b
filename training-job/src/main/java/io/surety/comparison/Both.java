package io.surety.comparison;

import io.surety.bundle.Decision;
import io.surety.predictionlog.ScoredTwice.Pair;
import java.util.UUID;

/**
 * A request that both scored, in short.
 *
 * @param hash of the request, evenly spread
 * @param points those of the second less those of the first
 * @param bad not to be asked for before the outcome is known
 * @param person the same for all requests of one person, as far as is known
 */
record Both(
    long hash,
    double a,
    double b,
    int points,
    boolean approvedByA,
    boolean approvedByB,
    boolean bad,
    long person) {

  static Both of(Pair pair) {
    long hash = hash(pair.request());
    return new Both(
        hash,
        pair.a().probability(),
        pair.b().probability(),
        pair.b().score() - pair.a().score(),
        pair.a().decision() == Decision.APPROVE,
        pair.b().decision() == Decision.APPROVE,
        Boolean.TRUE.equals(pair.bad()),
        pair.user() == null ? -1 - (hash >>> 1) : pair.user().value());
  }

  /** Stafford's mixer 13 (2011). */
  private static long hash(UUID id) {
    long bits = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return bits ^ bits >>> 31;
  }
}
