package dev.treeline.settings;

import dev.treeline.settings.CaptureSettings.Content;
import dev.treeline.settings.CaptureSettings.Side;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what of a captured request is kept, and how.
final class CaptureContentReader {
  private static final String OPTIONS = "TREELINE_CAPTURE_OPTIONS";
  private static final String CSV_TYPES = "TREELINE_CAPTURE_CSV_TYPES";
  private static final String JSON_TYPES = "TREELINE_CAPTURE_JSON_TYPES";
  private static final String MAX_BYTES = "TREELINE_CAPTURE_MAX_BYTES";
  private static final String METADATA = "TREELINE_CAPTURE_METADATA";

  /// Every setting of this part.
  static final Set<String> NAMES =
      Set.of(OPTIONS, CSV_TYPES, JSON_TYPES, Redactions.NAME, MAX_BYTES, METADATA);

  /// Firehose's limit of one record, in bytes before Base64; also below CloudWatch's for an event.
  static final int RECORD = 1000 * 1024;

  /// The longest line that Treeline reads back.
  static final int FILE = 32 * 1024 * 1024;

  // Below this the metadata alone would fill a line: ids and attributes of 1,024 characters each.
  private static final int LEAST = 4096;
  // No EnumSet: it asks for the constants by reflection, for which the JDK makes a class.
  private static final Set<Side> BOTH = Set.of(Side.INPUT, Side.OUTPUT);

  private static final int MOST_TYPES = 10;

  /// Apart, since few settings hold any.
  private static final class Rule {
    private static final Pattern TYPE =
        Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");
  }

  private final Lookup in;

  CaptureContentReader(Lookup in) {
    this.in = in;
  }

  /// @param longest bytes that a line may have where the lines go
  Content read(int longest) {
    Set<String> csv = types(CSV_TYPES, "text/csv");
    Set<String> json = types(JSON_TYPES, "application/json");
    for (String type : json) {
      if (csv.contains(type)) {
        in.wrong(JSON_TYPES, type, "a type that " + CSV_TYPES + " does not hold too");
      }
    }
    return new Content(
        sides(),
        csv,
        json,
        Redactions.read(in),
        in.number(MAX_BYTES, LEAST, longest).orElse(longest),
        in.flag(METADATA, true));
  }

  private Set<Side> sides() {
    Optional<String> text = in.value(OPTIONS);
    if (text.isEmpty()) {
      return BOTH;
    }
    Set<Side> sides = new HashSet<>();
    for (String word : text.get().split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "input", "request" -> sides.add(Side.INPUT);
        case "output", "response" -> sides.add(Side.OUTPUT);
        case "inputandoutput" -> sides.addAll(BOTH);
        default -> {
          in.wrong(
              OPTIONS,
              text.get(),
              "Input, Output, InputAndOutput, Request or Response, or several: Input,Output");
          return BOTH;
        }
      }
    }
    return sides;
  }

  /// A list of media types; `none` empties it.
  private Set<String> types(String name, String usual) {
    Optional<String> text = in.value(name);
    if (text.isEmpty()) {
      return Set.of(usual);
    }
    Set<String> types = new LinkedHashSet<>();
    String list = text.get().toLowerCase(Locale.ROOT);
    if (list.equals("none")) {
      return types;
    }
    for (String part : list.split(",", -1)) {
      String type = part.strip();
      if (!Rule.TYPE.matcher(type).matches()) {
        in.wrong(name, part, "media types such as " + usual + ", separated by commas, or none");
        return Set.of(usual);
      }
      types.add(type);
    }
    if (types.size() > MOST_TYPES) {
      in.wrong(name, text.get(), "at most " + MOST_TYPES + " media types");
    }
    return types;
  }
}
