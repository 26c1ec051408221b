package io.surety.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;

/**
 * A graphics context for lines, areas and plain text. Everything else that Java's interface asks
 * for (images, glyphs, shapes by integers) is refused, because no chart of the report uses it.
 */
abstract class LineArt extends Graphics2D {

  private static UnsupportedOperationException notLineArt(String what) {
    return new UnsupportedOperationException("The plots of a report use no " + what + ".");
  }

  @Override
  public boolean drawImage(Image image, AffineTransform transform, ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
    throw notLineArt("drawImage");
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
    throw notLineArt("drawRenderedImage");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
    throw notLineArt("drawRenderableImage");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    throw notLineArt("drawString");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw notLineArt("drawString");
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    throw notLineArt("drawGlyphVector");
  }

  @Override
  public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
    throw notLineArt("hit");
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw notLineArt("getDeviceConfiguration");
  }

  @Override
  public void setPaintMode() {
    throw notLineArt("setPaintMode");
  }

  @Override
  public void setXORMode(Color color) {
    throw notLineArt("setXORMode");
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw notLineArt("copyArea");
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    throw notLineArt("clearRect");
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    throw notLineArt("drawRoundRect");
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    throw notLineArt("fillRoundRect");
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    throw notLineArt("drawOval");
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    throw notLineArt("fillOval");
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int arc) {
    throw notLineArt("drawArc");
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int arc) {
    throw notLineArt("fillArc");
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int points) {
    throw notLineArt("drawPolyline");
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int points) {
    throw notLineArt("drawPolygon");
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int points) {
    throw notLineArt("fillPolygon");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, Color background, ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, Color background, ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      ImageObserver observer) {
    throw notLineArt("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color background,
      ImageObserver observer) {
    throw notLineArt("drawImage");
  }
}
