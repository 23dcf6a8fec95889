package dev.treeline.report;

import java.util.List;

/// Writes one inline SVG: rectangles, lines, polygons and text, in the order of the calls.
///
/// Colours are CSS classes of the page, so that dark mode and print need no second drawing. The
/// bytes depend on the calls alone: coordinates are rounded to tenths, text is escaped.
final class Svg {
  private final StringBuilder out = new StringBuilder(512);

  /// @param width in user units, which are pixels at the page's own scale
  /// @param height likewise
  /// @param title what a screen reader says in place of the drawing
  Svg(double width, double height, String title) {
    out.append("<svg viewBox=\"0 0 ").append(number(width)).append(' ').append(number(height));
    out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
    out.append("\" role=\"img\"><title>").append(escape(title)).append("</title>");
  }

  /// Says more than the title does, for whoever cannot see the drawing.
  Svg describe(String text) {
    out.append("<desc>").append(escape(text)).append("</desc>");
    return this;
  }

  /// A rectangle that tells its `tip` when pointed at; no tip when it is empty.
  Svg rect(String style, Box box, String tip) {
    open("rect", style);
    attribute("x", box.x());
    attribute("y", box.y());
    attribute("width", box.width());
    attribute("height", box.height());
    return end("rect", tip);
  }

  /// Many rectangles as one element, which is a third of the bytes; without any, nothing.
  Svg boxes(String style, List<Box> boxes) {
    if (boxes.isEmpty()) {
      return this;
    }
    open("path", style);
    out.append(" d=\"");
    for (Box box : boxes) {
      out.append('M').append(number(box.x())).append(' ').append(number(box.y()));
      out.append('h').append(number(box.width())).append('v').append(number(box.height()));
      out.append('h').append(number(-box.width())).append('z');
    }
    out.append("\"/>");
    return this;
  }

  /// The outline of bars without gaps, from the frame's lower left to its lower right corner.
  ///
  /// @param parts the bars' heights as parts of the frame's
  Svg steps(String style, Box frame, double... parts) {
    double bottom = frame.y() + frame.height();
    open("path", style);
    out.append(" d=\"M").append(number(frame.x())).append(' ').append(number(bottom));
    for (int i = 0; i < parts.length; i++) {
      out.append('V').append(number(bottom - frame.height() * parts[i]));
      out.append('H').append(number(frame.x() + frame.width() * (i + 1) / parts.length));
    }
    out.append('V').append(number(bottom)).append("\"/>");
    return this;
  }

  /// A place and a size, in user units.
  ///
  /// @param x of the left edge
  /// @param y of the upper edge
  record Box(double x, double y, double width, double height) {}

  Svg line(String style, double x1, double y1, double x2, double y2) {
    open("line", style);
    attribute("x1", x1);
    attribute("y1", y1);
    attribute("x2", x2);
    attribute("y2", y2);
    out.append("/>");
    return this;
  }

  /// A run of straight lines through points given as x, y, x, y, …
  Svg path(String style, double... points) {
    open("path", style);
    out.append(" d=\"");
    for (int i = 0; i + 1 < points.length; i += 2) {
      out.append(i == 0 ? 'M' : 'L').append(number(points[i])).append(' ');
      out.append(number(points[i + 1]));
    }
    out.append("\"/>");
    return this;
  }

  /// A mark whose form says the same as its colour, so that neither is needed: see [Mark].
  Svg mark(Mark mark, double x, double y, String tip) {
    open("path", "mark " + mark.tone());
    out.append(" d=\"").append(mark.path(Svg::number, x, y)).append('"');
    return end("path", tip);
  }

  /// Marks of one form as one element; without any point, nothing.
  ///
  /// @param points x, y, x, y, …
  Svg marks(Mark mark, List<Double> points) {
    if (points.isEmpty()) {
      return this;
    }
    open("path", "mark small " + mark.tone());
    out.append(" d=\"");
    for (int i = 0; i + 1 < points.size(); i += 2) {
      out.append(mark.small(Svg::number, points.get(i), points.get(i + 1)));
    }
    out.append("\"/>");
    return this;
  }

  /// Text whose baseline starts (`start`), is centred (`middle`) or ends (`end`) at a point.
  Svg text(String style, double x, double y, String anchor, String text) {
    open("text", style);
    attribute("x", x);
    attribute("y", y);
    out.append(" text-anchor=\"").append(anchor).append("\">");
    out.append(escape(text)).append("</text>");
    return this;
  }

  /// The finished drawing.
  String end() {
    return out + "</svg>";
  }

  private Svg end(String element, String tip) {
    if (tip.isEmpty()) {
      out.append("/>");
    } else {
      out.append("><title>").append(escape(tip)).append("</title></").append(element).append('>');
    }
    return this;
  }

  private void open(String element, String style) {
    out.append('<').append(element);
    if (!style.isEmpty()) {
      out.append(" class=\"").append(escape(style)).append('"');
    }
  }

  private void attribute(String name, double value) {
    out.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  /// Tenths without a trailing zero; not a number and infinities become 0, which draws nothing.
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "0";
    }
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long whole = Math.abs(tenths) / 10;
    long part = Math.abs(tenths) % 10;
    return part == 0 ? sign + whole : sign + whole + "." + part;
  }

  /// Text that is text in XML and HTML alike; control characters become the replacement character.
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default ->
                    escaped.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                            ? 0xFFFD
                            : c);
              }
            });
    return escaped.toString();
  }
}
