package io.surety.watching;

import io.surety.predictionlog.AsyncProcess;
import java.util.List;

/**
 * Decisions that are in no log because of processes that logged behind their answers and are gone.
 * What those lost that still run, they tell themselves.
 *
 * @param silent processes that ended without a word
 * @param least so many decisions at least
 * @param most so many at most
 */
record MissingDecisions(int silent, long least, long most) {

  static MissingDecisions of(List<AsyncProcess> processes) {
    List<AsyncProcess> gone = processes.stream().filter(AsyncProcess::isGone).toList();
    return new MissingDecisions(
        (int) gone.stream().filter(AsyncProcess::silent).count(),
        gone.stream().mapToLong(AsyncProcess::lostLeast).sum(),
        gone.stream().mapToLong(AsyncProcess::lostMost).sum());
  }
}
