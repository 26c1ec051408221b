package io.surety.web;

/** The settings would make a service that must not be: it does not start, and says so shortly. */
public final class StartRefused extends RuntimeException {

  private final String remedy;

  /**
   * Refuses.
   *
   * @param sentence what is the matter
   * @param remedy what to do, a sentence too
   */
  public StartRefused(String sentence, String remedy) {
    super(sentence);
    this.remedy = remedy;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
