package io.surety.benchmarks.peers;

/** A peer that cannot be measured, which the others do not suffer for. */
final class PeerFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeerFailed(String sentence) {
    super(sentence);
  }
}
