package io.surety.watch;

import java.util.Map;

/**
 * What became of requests.
 *
 * @param unknown by input: how many were refused for a category that the model does not know
 */
record RequestCounts(long answered, long failed, Map<String, Long> unknown) {

  static final RequestCounts NONE = new RequestCounts(0, 0, Map.of());

  RequestCounts {
    unknown = Map.copyOf(unknown);
  }

  long allUnknown() {
    return unknown.values().stream().mapToLong(Long::longValue).sum();
  }
}
