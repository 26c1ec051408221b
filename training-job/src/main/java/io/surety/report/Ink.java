package io.surety.report;

import java.awt.Color;

/**
 * The colours of the plots, by their meaning. A plot is drawn in stand-in colours; in the SVG each
 * becomes a variable of the page's style sheet, so that plots follow light, dark and print. The
 * hues are told apart by colour-blind readers too (after Okabe and Ito).
 */
enum Ink {
  TEXT("--ink", new Color(31, 41, 55)),
  MUTED("--muted", new Color(107, 114, 128)),
  GRID("--grid", new Color(229, 231, 235)),
  MODEL("--model", new Color(0, 114, 178)),
  CHAMPION("--champion", new Color(204, 121, 167)),
  BAD("--bad", new Color(213, 94, 0)),
  GOOD("--good", new Color(0, 158, 115)),
  FAINT("--faint", new Color(156, 163, 175));

  private final String variable;
  private final Color color;

  Ink(String variable, Color color) {
    this.variable = variable;
    this.color = color;
  }

  Color color() {
    return color;
  }

  /** This colour, letting this share of what is behind it through. */
  Color sheer(double transparency) {
    return new Color(
        color.getRed(),
        color.getGreen(),
        color.getBlue(),
        (int) Math.round(255 * (1 - transparency)));
  }

  /** The SVG with every stand-in replaced by the page's variable. */
  static String themed(String svg) {
    String themed = svg;
    for (Ink ink : values()) {
      Color color = ink.color;
      String standIn = "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
      themed = themed.replace(standIn, "var(%s,%s)".formatted(ink.variable, standIn));
    }
    return themed;
  }
}
