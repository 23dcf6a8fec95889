package dev.treeline.drift;

import java.util.List;

/// What a user decided about columns: the content of `rules.json`.
///
/// A pattern is a column's name in which `*` stands for any characters and `?` for one. All
/// patterns that fit a name apply, and of two that decide the same thing the later one does.
///
/// @param patterns in the file's order
public record UserRules(List<Pattern> patterns) {
  /// Nothing decided.
  public static final UserRules NONE = new UserRules(List.of());

  /// Keeps the patterns.
  public UserRules {
    patterns = List.copyOf(patterns);
  }

  /// One entry.
  ///
  /// @param glob a name or a pattern
  /// @param rule what is decided about the columns that fit
  public record Pattern(String glob, ColumnRule rule) {
    /// Whether a name fits. In time proportional to both lengths multiplied, whatever the pattern.
    public boolean fits(String name) {
      int at = 0;
      int star = -1;
      int resume = 0;
      int i = 0;
      while (i < name.length()) {
        if (at < glob.length() && glob.charAt(at) == '*') {
          star = at++;
          resume = i;
        } else if (at < glob.length()
            && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(i))) {
          at++;
          i++;
        } else if (star >= 0) {
          // The last star takes one character more.
          at = star + 1;
          i = ++resume;
        } else {
          return false;
        }
      }
      return glob.substring(at).chars().allMatch(c -> c == '*');
    }
  }

  /// What is decided about a column; nothing, [ColumnRule#NONE], when no pattern fits.
  public ColumnRule of(String name) {
    ColumnRule rule = ColumnRule.NONE;
    for (Pattern pattern : patterns) {
      if (pattern.fits(name)) {
        rule = pattern.rule().or(rule);
      }
    }
    return rule;
  }

  /// What a change of a column is: a violation unless it is decided otherwise.
  public Severity severity(String name) {
    return of(name).severity().orElse(Severity.VIOLATION);
  }

  /// Whether a column is judged.
  boolean judges(String name) {
    return severity(name) != Severity.IGNORE;
  }
}
