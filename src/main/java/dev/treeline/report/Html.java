package dev.treeline.report;

import dev.treeline.report.templates.JtereportGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/// The page as bytes-to-be: the template filled in, everything but our own drawings escaped for the
/// place where it stands.
final class Html {
  private Html() {}

  /// The whole document; the same page gives the same text.
  static String of(Page page) {
    StringOutput text = new StringOutput(64 * 1024);
    JtereportGenerated.render(new OwaspHtmlTemplateOutput(text), null, page);
    return text.toString();
  }
}
