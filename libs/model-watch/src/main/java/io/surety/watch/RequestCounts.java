package io.surety.watch;

import java.util.Map;

/**
 * What became of requests, and of the rows in them.
 *
 * @param answered requests
 * @param failed requests that were not answered for a fault of the version; those that something
 *     failed which every version needs are no evidence
 * @param rows that were answered
 * @param unknown by input: rows that were refused for a category that the model does not know
 */
record RequestCounts(long answered, long failed, long rows, Map<String, Long> unknown) {

  static final RequestCounts NONE = new RequestCounts(0, 0, 0, Map.of());

  RequestCounts {
    unknown = Map.copyOf(unknown);
  }

  long allUnknown() {
    return unknown.values().stream().mapToLong(Long::longValue).sum();
  }
}
