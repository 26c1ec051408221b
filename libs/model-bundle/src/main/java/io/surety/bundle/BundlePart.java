package io.surety.bundle;

/** The files of a bundle of format 1, in the order in which they are written. */
enum BundlePart {
  MANIFEST("manifest.json", 1 << 20),
  EXAMPLES("examples.json", 4 << 20),
  FOREST("forest.ubj", 64 << 20),
  REFERENCE("reference.json", 4 << 20),
  EVALUATION("evaluation.json", 16 << 20),
  REPORT("report.html", 32 << 20),
  PROVENANCE("provenance.json", 4 << 20);

  private final String fileName;
  private final int mostBytes;

  BundlePart(String fileName, int mostBytes) {
    this.fileName = fileName;
    this.mostBytes = mostBytes;
  }

  String fileName() {
    return fileName;
  }

  /** A longer part is refused, so that reading a bundle takes bounded memory. */
  int mostBytes() {
    return mostBytes;
  }
}
