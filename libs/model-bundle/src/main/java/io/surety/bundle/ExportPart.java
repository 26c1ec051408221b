package io.surety.bundle;

/** The files of an export, in the order in which they are written. */
enum ExportPart implements Part {
  MANIFEST("export.json", 1 << 20),
  BUNDLE("bundle.zip", BundlePart.MOST_BYTES_OF_ALL),
  EVIDENCE("evidence.json", 64 << 20),
  DECISIONS("decisions.json", 4 << 20);

  /** The longest export that is read: every part at its longest, and the zip around them. */
  static final int MOST_BYTES_OF_ALL = 196 << 20;

  private final String fileName;
  private final int mostBytes;

  ExportPart(String fileName, int mostBytes) {
    this.fileName = fileName;
    this.mostBytes = mostBytes;
  }

  @Override
  public String fileName() {
    return fileName;
  }

  @Override
  public String whole() {
    return "export";
  }

  /** A longer part is refused, so that reading an export takes bounded memory. */
  int mostBytes() {
    return mostBytes;
  }
}
