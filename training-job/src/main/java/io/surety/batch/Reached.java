package io.surety.batch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a shard has come, and what came of it so far.
 *
 * @param rows that were given out
 * @param lastPlace of the last of them, -1 before the first
 * @param lastUser of the last of them, -1 before the first or when rows have none
 */
record Reached(
    long rows,
    long lastPlace,
    long lastUser,
    long rejected,
    long approved,
    long referred,
    long declined) {

  static final Reached NOTHING = new Reached(0, -1, -1, 0, 0, 0, 0);

  long scored() {
    return rows - rejected;
  }

  /** With a chunk more. */
  Reached and(ScoredChunk chunk) {
    return new Reached(
        rows + chunk.size(),
        chunk.lastPlace(),
        chunk.lastUser(),
        rejected + chunk.rejections().size(),
        approved + chunk.approved(),
        referred + chunk.referred(),
        declined + chunk.declined());
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("rows", Long.toString(rows));
    map.put("last_place", Long.toString(lastPlace));
    map.put("last_user", Long.toString(lastUser));
    map.put("rejected", Long.toString(rejected));
    map.put("approved", Long.toString(approved));
    map.put("referred", Long.toString(referred));
    map.put("declined", Long.toString(declined));
    return map;
  }

  static Reached of(Map<String, String> map) {
    return new Reached(
        number(map, "rows"),
        number(map, "last_place"),
        number(map, "last_user"),
        number(map, "rejected"),
        number(map, "approved"),
        number(map, "referred"),
        number(map, "declined"));
  }

  private static long number(Map<String, String> map, String name) {
    String text = map.get(name);
    if (text == null) {
      throw new BatchFailed(
          "The checkpoint of this batch has no %s: it was written by another Surety. Finish it with that one, or score anew with another --key."
              .formatted(name));
    }
    return Long.parseLong(text);
  }
}
