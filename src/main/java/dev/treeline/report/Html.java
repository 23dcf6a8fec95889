package dev.treeline.report;

import dev.treeline.report.templates.JtereportGenerated;
import dev.treeline.report.templates.JtestyleGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The page as bytes-to-be: the template filled in, everything but our own drawings escaped for the
/// place where it stands.
///
/// Its policy lets a browser load nothing and run nothing, and use one style sheet: the page's own,
/// known by its hash. A style that captured text might smuggle in is not that one.
final class Html {
  private static final String STYLE = style();
  private static final String POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
          + hash(STYLE)
          + "'";

  private Html() {}

  /// The whole document; the same page gives the same text.
  static String of(Page page) {
    StringOutput text = new StringOutput(64 * 1024);
    JtereportGenerated.render(new OwaspHtmlTemplateOutput(text), null, page, STYLE, POLICY);
    return text.toString();
  }

  private static String style() {
    StringOutput text = new StringOutput(16 * 1024);
    JtestyleGenerated.render(new OwaspHtmlTemplateOutput(text), null);
    return text.toString().strip();
  }

  /// Of what stands between the tags, as browsers take it.
  private static String hash(String style) {
    String rules = style.substring(style.indexOf('>') + 1, style.lastIndexOf('<'));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(rules.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
