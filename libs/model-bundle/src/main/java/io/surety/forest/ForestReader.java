package io.surety.forest;

@SuppressWarnings("DoNotCallSuggester")
final class ForestReader {

  private ForestReader() {}

  static Forest read(byte[] ubjson) {
    throw new UnreadableForest("A forest of %d bytes cannot be read.".formatted(ubjson.length));
  }
}
