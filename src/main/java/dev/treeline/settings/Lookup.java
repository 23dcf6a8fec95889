package dev.treeline.settings;

import dev.treeline.settings.SettingsException.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The environment by name, and everything that is found wrong with it on the way. Shared by the
/// readers of the parts, so that one exception lists what all of them found.
///
/// Plain loops and no lambdas: a function reads its settings in every cold start.
final class Lookup {
  /// Compiled for settings that look like an address, which few do.
  private static final class Addresses {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
    private static final Pattern S3 =
        Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");
  }

  private final Map<String, String> env;
  private final List<Problem> problems = new ArrayList<>();

  Lookup(Map<String, String> env) {
    this.env = env;
  }

  /// The trimmed value; nothing when it is unset or empty.
  Optional<String> value(String name) {
    String text = env.get(name);
    if (text == null) {
      return Optional.empty();
    }
    String stripped = text.strip();
    return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
  }

  /// A whole number; nothing when it is unset, or wrong and noted.
  Optional<Integer> number(String name, int least, int most) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException _) {
      // Not a number and out of range read the same below.
    }
    wrong(name, text.get(), "a whole number from " + least + " to " + most);
    return Optional.empty();
  }

  /// A yes or no: `true` or `on`, `false` or `off`, in any case; anything else is noted.
  boolean flag(String name, boolean usual) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return usual;
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true", "on" -> true;
      case "false", "off" -> false;
      default -> {
        wrong(name, text.get(), "true or false");
        yield usual;
      }
    };
  }

  /// A value that passed a check; nothing when it is unset, or wrong and noted.
  ///
  /// @param good whether it is one of the allowed; not asked of a value that is unset
  Optional<String> checked(String name, boolean good, String expected) {
    Optional<String> text = value(name);
    if (text.isPresent() && !good) {
      wrong(name, text.get(), expected);
      return Optional.empty();
    }
    return text;
  }

  /// Names with commas between; none when it is unset.
  Set<String> names(String setting) {
    Set<String> names = new HashSet<>();
    for (String name : value(setting).orElse("").split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }

  /// Whether a text is made of ASCII letters, digits and some other characters only.
  ///
  /// @param others the other characters
  /// @param most how many characters it may have; it needs one
  static boolean isMadeOf(String text, String others, int most) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= most;
  }

  /// A path or `s3://bucket/prefix`; nothing when it is unset, or wrong and noted.
  Optional<String> location(String name) {
    Optional<String> text = value(name);
    if (text.isPresent() && !isLocation(text.get())) {
      wrong(name, text.get(), "a path or s3://bucket/prefix");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isLocation(String text) {
    return isAddress(text) ? Addresses.S3.matcher(text).matches() : text.indexOf('\0') < 0;
  }

  /// Whether a value is a path of this machine and no address.
  static boolean isPath(String text) {
    return !isAddress(text) && text.indexOf('\0') < 0;
  }

  private static boolean isAddress(String text) {
    return text.contains("://") && Addresses.SCHEME.matcher(text).matches();
  }

  /// Notes a value that cannot be used.
  void wrong(String name, String found, String expected) {
    problems.add(new Problem(name, '"' + found + '"', expected));
  }

  /// Notes a value that should be there.
  void missing(String name, String expected) {
    problems.add(new Problem(name, "nothing", expected));
  }

  /// Everything noted so far.
  List<Problem> problems() {
    return problems;
  }
}
