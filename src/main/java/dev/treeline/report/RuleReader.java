package dev.treeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.treeline.drift.ColumnRule;
import dev.treeline.drift.ColumnRule.Quantity;
import dev.treeline.drift.ColumnRule.Range;
import dev.treeline.drift.QualityFinding.Check;
import dev.treeline.drift.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads what `rules.json` says of one pattern.
///
/// @param in collects what is wrong
/// @param place of the entry in the file
/// @param entry the entry
record RuleReader(StrictJson in, String place, JsonNode entry) {
  /// Checks whose limit is a share.
  private static final List<Check> SHARES =
      List.of(Check.MISSING, Check.OUT_OF_RANGE, Check.NEGATIVE, Check.UNSEEN, Check.TYPE);

  ColumnRule read() {
    if (!in.isObject(place, entry, keys())) {
      return ColumnRule.NONE;
    }
    return new ColumnRule(severity(), effect(), minimumRows(), shares(), ranges());
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("severity", "effect", "minimumRows"));
    SHARES.forEach(check -> keys.add(check.label()));
    for (Quantity quantity : Quantity.values()) {
      keys.add(quantity.label());
    }
    return keys;
  }

  private Optional<Severity> severity() {
    JsonNode value = entry.path("severity");
    for (Severity severity : Severity.values()) {
      if (value.isTextual() && value.textValue().equals(severity.label())) {
        return Optional.of(severity);
      }
    }
    if (!value.isMissingNode()) {
      in.wrong(place + ".severity", value, "ignore, warning or violation");
    }
    return Optional.empty();
  }

  private OptionalDouble effect() {
    return in.number(place + ".effect", entry.path("effect"), new Range(0, Math.PI));
  }

  private OptionalLong minimumRows() {
    JsonNode value = entry.path("minimumRows");
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 1) {
      return OptionalLong.of(value.longValue());
    }
    in.wrong(place + ".minimumRows", value, "a whole number from 1");
    return OptionalLong.empty();
  }

  private Map<Check, Double> shares() {
    Map<Check, Double> shares = new EnumMap<>(Check.class);
    for (Check check : SHARES) {
      in.number(place + "." + check.label(), entry.path(check.label()), new Range(0, 1))
          .ifPresent(share -> shares.put(check, share));
    }
    return shares;
  }

  private Map<Quantity, Range> ranges() {
    Map<Quantity, Range> ranges = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      JsonNode range = entry.path(quantity.label());
      if (!range.isMissingNode()) {
        range(place + "." + quantity.label(), range).ifPresent(r -> ranges.put(quantity, r));
      }
    }
    return ranges;
  }

  private Optional<Range> range(String at, JsonNode range) {
    if (!in.isObject(at, range, List.of("min", "max"))) {
      return Optional.empty();
    }
    Range any = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    OptionalDouble min = in.number(at + ".min", range.path("min"), any);
    OptionalDouble max = in.number(at + ".max", range.path("max"), any);
    if (range.isEmpty() || min.orElse(any.min()) > max.orElse(any.max())) {
      in.wrong(at, range, "min, max or both, and min not above max");
      return Optional.empty();
    }
    return Optional.of(new Range(min.orElse(any.min()), max.orElse(any.max())));
  }
}
