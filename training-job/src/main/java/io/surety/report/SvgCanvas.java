package io.surety.report;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.Map;
import org.jfree.svg.SVGGraphics2D;
import org.jspecify.annotations.Nullable;

/**
 * Draws into an SVG, and measures text without the machine's fonts: see {@link PlainFont}, which
 * stands in for every other font.
 */
final class SvgCanvas extends LineArt {

  private final SVGGraphics2D svg;

  SvgCanvas(SVGGraphics2D svg) {
    this.svg = svg;
    svg.setFont(PlainFont.like(svg.getFont()));
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return PlainFont.like(font).metrics();
  }

  @Override
  public Graphics create() {
    return new SvgCanvas((SVGGraphics2D) svg.create());
  }

  @Override
  public void draw(Shape shape) {
    svg.draw(shape);
  }

  @Override
  public void fill(Shape shape) {
    svg.fill(shape);
  }

  @Override
  public void drawString(String text, int x, int y) {
    svg.drawString(text, x, y);
  }

  @Override
  public void drawString(String text, float x, float y) {
    svg.drawString(text, x, y);
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    svg.drawLine(x1, y1, x2, y2);
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    svg.fillRect(x, y, width, height);
  }

  @Override
  public void translate(int x, int y) {
    svg.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    svg.translate(x, y);
  }

  @Override
  public void rotate(double angle) {
    svg.rotate(angle);
  }

  @Override
  public void rotate(double angle, double x, double y) {
    svg.rotate(angle, x, y);
  }

  @Override
  public void scale(double x, double y) {
    svg.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    svg.shear(x, y);
  }

  @Override
  public void transform(AffineTransform more) {
    svg.transform(more);
  }

  @Override
  public void setTransform(AffineTransform transform) {
    svg.setTransform(transform);
  }

  @Override
  public AffineTransform getTransform() {
    return svg.getTransform();
  }

  @Override
  public void clip(Shape shape) {
    svg.clip(shape);
  }

  @Override
  public void setClip(@Nullable Shape shape) {
    svg.setClip(shape);
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    svg.setClip(x, y, width, height);
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    svg.clipRect(x, y, width, height);
  }

  @Override
  public @Nullable Shape getClip() {
    return svg.getClip();
  }

  @Override
  public @Nullable Rectangle getClipBounds() {
    return svg.getClipBounds();
  }

  @Override
  public void setPaint(Paint paint) {
    svg.setPaint(paint);
  }

  @Override
  public Paint getPaint() {
    return svg.getPaint();
  }

  @Override
  public void setColor(Color color) {
    svg.setColor(color);
  }

  @Override
  public Color getColor() {
    return svg.getColor();
  }

  @Override
  public void setBackground(Color color) {
    svg.setBackground(color);
  }

  @Override
  public Color getBackground() {
    return svg.getBackground();
  }

  @Override
  public void setStroke(Stroke stroke) {
    svg.setStroke(stroke);
  }

  @Override
  public Stroke getStroke() {
    return svg.getStroke();
  }

  @Override
  public void setComposite(Composite composite) {
    svg.setComposite(composite);
  }

  @Override
  public Composite getComposite() {
    return svg.getComposite();
  }

  @Override
  public void setFont(Font font) {
    svg.setFont(PlainFont.like(font));
  }

  @Override
  public Font getFont() {
    return svg.getFont();
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return svg.getFontRenderContext();
  }

  @Override
  public @Nullable Object getRenderingHint(RenderingHints.Key key) {
    return svg.getRenderingHint(key);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
    svg.setRenderingHint(key, value);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return svg.getRenderingHints();
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    svg.setRenderingHints(hints);
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    svg.addRenderingHints(hints);
  }

  @Override
  public void dispose() {
    svg.dispose();
  }
}
