package io.surety.bundle;

import java.util.List;
import java.util.stream.Stream;

/** The files of a bundle, in the order in which they are written. */
enum BundlePart implements Part {
  MANIFEST("manifest.json", 1 << 20),
  EXAMPLES("examples.json", 4 << 20),
  FOREST("forest.ubj", 64 << 20),
  REFERENCE("reference.json", 4 << 20),
  EVALUATION("evaluation.json", 16 << 20),
  REPORT("report.html", 32 << 20),
  PROVENANCE("provenance.json", 4 << 20);

  /** The longest bundle that is read: every part at its longest, and the zip around them. */
  static final int MOST_BYTES_OF_ALL = 126 << 20;

  private final String fileName;
  private final int mostBytes;

  BundlePart(String fileName, int mostBytes) {
    this.fileName = fileName;
    this.mostBytes = mostBytes;
  }

  @Override
  public String fileName() {
    return fileName;
  }

  @Override
  public String whole() {
    return "bundle";
  }

  /** A longer part is refused, so that reading a bundle takes bounded memory. */
  int mostBytes() {
    return mostBytes;
  }

  static List<String> fileNames() {
    return Stream.of(values()).map(BundlePart::fileName).toList();
  }
}
