package io.surety.bundle;

import java.nio.file.Path;

@SuppressWarnings("DoNotCallSuggester")
final class BundleReader {

  private BundleReader() {}

  static ModelBundle read(byte[] bytes) {
    throw new UnreadableBundle("A bundle of %d bytes cannot be read.".formatted(bytes.length));
  }

  static ModelBundle read(Path file) {
    throw new UnreadableBundle("The bundle %s cannot be read.".formatted(file));
  }
}
