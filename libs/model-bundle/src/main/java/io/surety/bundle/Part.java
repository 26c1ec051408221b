package io.surety.bundle;

/** A file inside a bundle or an export. */
interface Part {

  /** The name of its entry in the zip. */
  String fileName();

  /** What it is a part of, as sentences call it. */
  String whole();

  /** How sentences call the part, such as {@code bundle's manifest.json}. */
  default String place() {
    return whole() + "'s " + fileName();
  }
}
