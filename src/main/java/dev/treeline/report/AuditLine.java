package dev.treeline.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One thing that a person did to the monitor's rules or its baseline: a line of [AuditFile].
///
/// @param time when
/// @param action what, one word: [#REBASELINE], [#ACCEPT]
/// @param who as the command line knows them; empty when it does not
/// @param reason in their words
/// @param details what else belongs to the action, by name, in the order they are written: the
///   window and the digests of both baselines, or the feature and until when
public record AuditLine(
    Instant time, String action, String who, String reason, Map<String, String> details) {
  /// A new baseline was made of a judged window. Details: `window`, `oldBaseline`, `newBaseline`.
  public static final String REBASELINE = "rebaseline";

  /// A known change was accepted. Details: `feature`, `until`.
  public static final String ACCEPT = "accept";

  static final Set<String> OWN = Set.of("time", "action", "who", "reason");

  /// Keeps the details in their order.
  ///
  /// @throws IllegalArgumentException if a detail has the name of one of the other fields
  public AuditLine {
    Map<String, String> ordered = new LinkedHashMap<>(details);
    ordered
        .keySet()
        .forEach(
            name -> {
              if (OWN.contains(name)) {
                throw new IllegalArgumentException(
                    "audit: found a detail named " + name + ", expected another name");
              }
            });
    details = Collections.unmodifiableMap(ordered);
  }
}
