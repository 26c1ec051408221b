package io.surety.web;

/** What a caller sent, made fit to be said back to them: short, in quotes, without controls. */
public final class Quoted {

  private static final int LONGEST = 40;

  private Quoted() {}

  /** The text in single quotes, cut after 40 characters. */
  public static String of(String text) {
    return "'" + fieldName(text) + "'";
  }

  /** The text without quotes, as the name of a field that nobody knows. */
  public static String fieldName(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
