package io.surety.benchmarks.startup;

/** A way to start a service. */
enum Way {
  PLAIN("a JVM that is told its heap alone"),
  OPTIONS("jvm.options"),
  CACHED("jvm.options and an AOT cache");

  private final String words;

  Way(String words) {
    this.words = words;
  }

  /** What the table calls it. */
  String words() {
    return words;
  }
}
