package dev.treeline.settings;

import java.util.ArrayList;
import java.util.List;

/// The entries of `TREELINE_CAPTURE_REDACT`: what starts with `/` is a JSON pointer (RFC 6901),
/// digits alone are the number of a column from 1, anything else is a column's name.
final class Redactions {
  static final String NAME = "TREELINE_CAPTURE_REDACT";

  private static final String RULE =
      "column names, column numbers from 1, or JSON pointers such as /instances/*/ssn,"
          + " separated by commas";

  private Redactions() {}

  static List<String> read(Lookup in) {
    List<String> entries = new ArrayList<>();
    for (String part : in.value(NAME).orElse("").split(",", -1)) {
      String entry = part.strip();
      if (entry.isEmpty()) {
        continue;
      }
      if (!isGood(entry)) {
        in.wrong(NAME, entry, RULE);
      }
      entries.add(entry);
    }
    return entries;
  }

  private static boolean isGood(String entry) {
    if (entry.startsWith("/")) {
      // A tilde starts one of two escapes; any other is a mistake that would match nothing.
      for (int at = entry.indexOf('~'); at >= 0; at = entry.indexOf('~', at + 1)) {
        char next = at + 1 < entry.length() ? entry.charAt(at + 1) : ' ';
        if (next != '0' && next != '1') {
          return false;
        }
      }
      return true;
    }
    return !isNumber(entry) || column(entry) >= 1;
  }

  private static boolean isNumber(String entry) {
    for (int i = 0; i < entry.length(); i++) {
      if (entry.charAt(i) < '0' || entry.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /// A column's number; 0 when it is out of range.
  private static int column(String entry) {
    return entry.length() > 9 ? 0 : Integer.parseInt(entry);
  }

  static void check(List<String> entries, List<List<String>> models) {
    List<SettingsException.Problem> problems = new ArrayList<>();
    for (String entry : entries) {
      if (!entry.startsWith("/") && !isKnown(entry, models)) {
        problems.add(
            new SettingsException.Problem(
                NAME,
                '"' + entry + '"',
                isNumber(entry) ? "a column number up to " + widest(models) : names(models)));
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private static boolean isKnown(String entry, List<List<String>> models) {
    for (List<String> names : models) {
      if (names.contains(entry) || (isNumber(entry) && column(entry) <= names.size())) {
        return true;
      }
    }
    return false;
  }

  private static int widest(List<List<String>> models) {
    int widest = 0;
    for (List<String> names : models) {
      widest = Math.max(widest, names.size());
    }
    return widest;
  }

  private static String names(List<List<String>> models) {
    StringBuilder text = new StringBuilder("a feature of the model: ");
    int told = 0;
    for (List<String> names : models) {
      for (String name : names) {
        if (told == 20) {
          return text.append(", …").toString();
        }
        text.append(told++ == 0 ? "" : ", ").append(name);
      }
    }
    return text.toString();
  }
}
