package dev.treeline.report;

/// Writes one inline SVG: rectangles, lines, polygons and text, in the order of the calls.
///
/// Colours are CSS classes of the page, so that dark mode and print need no second drawing. The
/// bytes depend on the calls alone: coordinates are rounded to hundredths, text is escaped.
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

  Svg rect(String style, double x, double y, double width, double height) {
    return rect(style, x, y, width, height, "");
  }

  /// A rectangle that tells its `tip` when pointed at; no tip when it is empty.
  Svg rect(String style, double x, double y, double width, double height, String tip) {
    open("rect", style);
    attribute("x", x);
    attribute("y", y);
    attribute("width", width);
    attribute("height", height);
    if (tip.isEmpty()) {
      out.append("/>");
    } else {
      out.append("><title>").append(escape(tip)).append("</title></rect>");
    }
    return this;
  }

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

  private void open(String element, String style) {
    out.append('<').append(element).append(" class=\"").append(escape(style)).append('"');
  }

  private void attribute(String name, double value) {
    out.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  /// Hundredths without trailing zeros; not a number and infinities become 0, which draws nothing.
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "0";
    }
    long hundredths = Math.round(value * 100);
    String sign = hundredths < 0 ? "-" : "";
    long whole = Math.abs(hundredths) / 100;
    long part = Math.abs(hundredths) % 100;
    if (part == 0) {
      return sign + whole;
    }
    String digits = part < 10 ? "0" + part : String.valueOf(part);
    return sign + whole + "." + (part % 10 == 0 ? digits.substring(0, 1) : digits);
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
