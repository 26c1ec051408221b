package io.surety.watch.statistics;

import java.util.Locale;

/** What tells the worth of a model, before outcomes are known and after. */
public enum WorthFigure {
  /** Chance that a bad loan scores above a good one. */
  AUC("AUC"),
  /** Greatest distance between the distributions of the scores of bad and good loans. */
  KS("KS"),
  /** Mean squared distance of probability and outcome. */
  BRIER("Brier score"),
  /** Share of loans that were not paid on time. */
  BAD_RATE("bad rate");

  private final String words;

  WorthFigure(String words) {
    this.words = words;
  }

  /** As tables, metrics and programs name it, such as {@code bad_rate}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people name it. */
  public String words() {
    return words;
  }
}
