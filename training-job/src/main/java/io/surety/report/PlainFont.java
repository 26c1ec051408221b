package io.surety.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;
import java.io.Serial;

/**
 * A font that measures text by a table of its own (the widths of Helvetica, and some room) and
 * never asks the machine. Java's fonts need fontconfig and a font file, which servers and slim
 * images lack, and differ from machine to machine; with this one a report can be drawn anywhere and
 * is the same everywhere. The reader's browser draws the letters in a font that it has.
 */
final class PlainFont extends Font {

  @Serial private static final long serialVersionUID = 1L;

  private static final double ASCENT = 0.905;
  private static final double DESCENT = 0.212;
  private static final double LEADING = 0.033;
  private static final double BOLDER = 1.06;

  /** The reader's font may be wider than Helvetica: Verdana and DejaVu are by this much. */
  private static final double ROOM = 1.12;

  private static final int FIRST = 32;
  private static final int OTHER = 600;

  /** Thousandths of the font's size, from the space on. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private PlainFont(int style, int size) {
    super(SANS_SERIF, style, size);
  }

  static PlainFont plain(int size) {
    return new PlainFont(PLAIN, size);
  }

  /** A plain font of that size and style. */
  static PlainFont like(Font font) {
    return font instanceof PlainFont plain ? plain : new PlainFont(font.getStyle(), font.getSize());
  }

  /** The name as given; Java would look the family up on the machine. */
  @Override
  public String getFamily() {
    return getName();
  }

  @Override
  public LineMetrics getLineMetrics(String text, FontRenderContext context) {
    return new Line(text.length(), getSize2D());
  }

  @Override
  public Rectangle2D getStringBounds(String text, FontRenderContext context) {
    double height = (ASCENT + DESCENT + LEADING) * getSize2D();
    return new Rectangle2D.Double(0, -ASCENT * getSize2D(), width(text), height);
  }

  /** The metrics of this font, as a graphics context hands them out. */
  FontMetrics metrics() {
    return new Metrics(this);
  }

  private double width(CharSequence text) {
    double thousandths = text.chars().mapToDouble(PlainFont::width).sum();
    return thousandths / 1000 * ROOM * getSize2D() * (isBold() ? BOLDER : 1);
  }

  private static int width(int character) {
    int place = character - FIRST;
    return place >= 0 && place < WIDTHS.length ? WIDTHS[place] : OTHER;
  }

  private static int rounded(double value) {
    return (int) Math.round(value);
  }

  /** Metrics by the table. */
  private static final class Metrics extends FontMetrics {

    @Serial private static final long serialVersionUID = 1L;

    private final PlainFont plain;

    Metrics(PlainFont plain) {
      super(plain);
      this.plain = plain;
    }

    @Override
    public int getAscent() {
      return rounded(ASCENT * plain.getSize2D());
    }

    @Override
    public int getDescent() {
      return rounded(DESCENT * plain.getSize2D());
    }

    @Override
    public int getLeading() {
      return rounded(LEADING * plain.getSize2D());
    }

    @Override
    public int charWidth(char character) {
      return stringWidth(String.valueOf(character));
    }

    @Override
    public int charsWidth(char[] text, int from, int length) {
      return stringWidth(new String(text, from, length));
    }

    @Override
    public int stringWidth(String text) {
      return rounded(plain.width(text));
    }
  }

  /** One line of text. */
  private static final class Line extends LineMetrics {

    private final int characters;
    private final float size;

    Line(int characters, float size) {
      this.characters = characters;
      this.size = size;
    }

    @Override
    public int getNumChars() {
      return characters;
    }

    @Override
    public float getAscent() {
      return (float) ASCENT * size;
    }

    @Override
    public float getDescent() {
      return (float) DESCENT * size;
    }

    @Override
    public float getLeading() {
      return (float) LEADING * size;
    }

    @Override
    public float getHeight() {
      return getAscent() + getDescent() + getLeading();
    }

    @Override
    public int getBaselineIndex() {
      return ROMAN_BASELINE;
    }

    @Override
    public float[] getBaselineOffsets() {
      return new float[3];
    }

    @Override
    public float getStrikethroughOffset() {
      return -0.3f * size;
    }

    @Override
    public float getStrikethroughThickness() {
      return 0.05f * size;
    }

    @Override
    public float getUnderlineOffset() {
      return 0.1f * size;
    }

    @Override
    public float getUnderlineThickness() {
      return 0.05f * size;
    }
  }
}
